package dev.lethe.learner.part;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which classes have been learnt, and which came in which window. */
public final class SeenClasses implements Stateful {
  private static final int MOST_WINDOWS = 256;

  private final BitSet seen = new BitSet();
  private final SortedMap<Integer, BitSet> byWindow = new TreeMap<>();

  /** Takes note of an example that is about to be learnt in a window. */
  public void meet(int label, int window) {
    byWindow.computeIfAbsent(window, w -> new BitSet()).set(label);
    if (byWindow.size() > MOST_WINDOWS) {
      byWindow.remove(byWindow.firstKey());
    }
  }

  /** Takes note of an example that has been learnt. */
  public void learnt(int label) {
    seen.set(label);
  }

  /** The classes that have been learnt at least once. Not to be changed. */
  public BitSet seen() {
    return seen;
  }

  /** The classes of a window so far; null if it is too long ago. Not to be changed. */
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
    for (int i = in.getInt(); i > 0; i--) {
      byWindow.put(in.getInt(), BitSet.valueOf(in.getLongs()));
    }
  }

  private static void put(StateWriter out, BitSet classes) {
    long[] words = classes.toLongArray();
    out.put(words, words.length);
  }
}
