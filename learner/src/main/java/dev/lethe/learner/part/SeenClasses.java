package dev.lethe.learner.part;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

/** Classes that the model was trained on, in total and by task window. */
public final class SeenClasses implements Stateful {
  private static final int MAX_WINDOWS = 256;

  private final BitSet seen = new BitSet();
  private final SortedMap<Integer, BitSet> byWindow = new TreeMap<>();

  /** Adds the class of an example to its window, before the step on it. */
  public void addToWindow(int label, int window) {
    byWindow.computeIfAbsent(window, w -> new BitSet()).set(label);
    if (byWindow.size() > MAX_WINDOWS) {
      byWindow.remove(byWindow.firstKey());
    }
  }

  /** Adds a class that the model was trained on. */
  public void addSeen(int label) {
    seen.set(label);
  }

  /** Returns all classes that the model was trained on; read-only. */
  public BitSet seen() {
    return seen;
  }

  /** Returns the classes of a window so far, or null if it is too old; read-only. */
  public BitSet ofWindow(int window) {
    return byWindow.get(window);
  }

  @Override
  public void save(StateWriter out) {
    put(out, seen);
    out.put(byWindow.size());
    byWindow.forEach((window, classes) -> put(out.put(window), classes));
  }

  @Override
  public void restore(StateReader in) {
    seen.clear();
    seen.or(BitSet.valueOf(in.getLongs()));
    byWindow.clear();
    for (int i = in.getCount(); i > 0; i--) {
      byWindow.put(in.getInt(), BitSet.valueOf(in.getLongs()));
    }
  }

  private static void put(StateWriter out, BitSet classes) {
    long[] words = classes.toLongArray();
    out.put(words, words.length);
  }
}
