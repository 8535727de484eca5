package dev.lethe.learner.evaluation;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Samples of examples to evaluate on, one per window. An example joins the newest window of its own
 * task, open or not. If there is none it waits, with the others of its task, for the first window
 * of that task. Examples without a task, and all examples under a rule that does not separate
 * tasks, join the open window, or wait for the next one.
 *
 * <p>If nothing was learned in a window, its sample waits again.
 *
 * @param <S> sample of one window
 */
public final class WindowSamples<S> {
  private static final class Entry<S> {
    S sample;
    String task;

    Entry(S sample, String task) {
      this.sample = sample;
      this.task = task;
    }
  }

  private final boolean byTask;
  private final int max;
  private final Supplier<S> factory;
  private final BiConsumer<S, S> merge;
  private final TreeMap<Integer, Entry<S>> windows = new TreeMap<>();
  // the key null is that of examples without a task
  private final Map<String, S> waiting = new LinkedHashMap<>();
  private boolean open;

  /**
   * Creates an empty collection.
   *
   * @param byTask true if each window has one task
   * @param max maximum number of windows, and of tasks that wait; the oldest are removed
   * @param factory creates an empty, bounded sample
   * @param merge adds the examples of the second sample to the first
   */
  public WindowSamples(boolean byTask, int max, Supplier<S> factory, BiConsumer<S, S> merge) {
    this.byTask = byTask;
    this.max = max;
    this.factory = factory;
    this.merge = merge;
  }

  /** Opens the sample of the next window, whose task may be null. */
  public void open(int window, String task) {
    if (windows.size() == max) {
      windows.pollFirstEntry();
    }
    S sample = waiting.remove(null);
    windows.put(window, new Entry<>(sample == null ? factory.get() : sample, null));
    open = true;
    setTask(task);
  }

  /** Sets the task of the open window. The examples that wait for this task join it. */
  public void setTask(String task) {
    Entry<S> entry = newest();
    if (Objects.equals(entry.task, task)) {
      return;
    }
    entry.task = task;
    S waited = byTask ? waiting.remove(task) : null;
    if (waited != null) {
      merge.accept(entry.sample, waited);
    }
  }

  /**
   * Closes the open window.
   *
   * @param learned true if the model was trained on an example of the window
   */
  public void close(boolean learned) {
    open = false;
    if (!learned) {
      Entry<S> entry = windows.pollLastEntry().getValue();
      waitAgain(byTask ? entry.task : null, entry.sample);
    }
  }

  private void waitAgain(String task, S sample) {
    S waited = waiting.get(task);
    if (waited == null) {
      put(task, sample);
    } else {
      merge.accept(waited, sample);
    }
  }

  /** Returns the sample of the open window. */
  public S newestSample() {
    return newest().sample;
  }

  /** Returns the sample that an example of a task, or null, joins. */
  public S sampleOf(String task) {
    if (!byTask || task == null) {
      return open ? newestSample() : waitingSample(null);
    }
    for (Entry<S> entry : windows.descendingMap().values()) {
      if (task.equals(entry.task)) {
        return entry.sample;
      }
    }
    return waitingSample(task);
  }

  private S waitingSample(String task) {
    S sample = waiting.get(task);
    if (sample == null) {
      sample = factory.get();
      put(task, sample);
    }
    return sample;
  }

  private void put(String task, S sample) {
    if (waiting.size() == max) {
      Iterator<S> oldest = waiting.values().iterator();
      oldest.next();
      oldest.remove();
    }
    waiting.put(task, sample);
  }

  private Entry<S> newest() {
    return windows.lastEntry().getValue();
  }

  /** Returns the sample of a window, or null if it is not retained. */
  public S of(int window) {
    Entry<S> entry = windows.get(window);
    return entry == null ? null : entry.sample;
  }

  /** Maps the windows in their order. */
  public <R> Collection<R> map(WindowFunction<S, R> function) {
    return windows.entrySet().stream()
        .map(e -> function.apply(e.getKey(), e.getValue().task, e.getValue().sample))
        .toList();
  }

  /**
   * Function of a window.
   *
   * @param <S> sample of the window
   * @param <R> result
   */
  @FunctionalInterface
  public interface WindowFunction<S, R> {
    /** Applies the function to a window, whose task may be null. */
    R apply(int window, String task, S sample);
  }

  /** Returns the samples that wait for a window. */
  public Collection<S> waiting() {
    return waiting.values();
  }

  /** Writes the samples with a writer of one sample. */
  public void save(StateWriter out, BiConsumer<S, StateWriter> sample) {
    out.put(open).put(windows.size());
    windows.forEach(
        (window, entry) -> sample.accept(entry.sample, out.put(window).put(entry.task)));
    out.put(waiting.size());
    waiting.forEach((task, waited) -> sample.accept(waited, out.put(task)));
  }

  /** Restores what {@link #save} wrote. */
  public void restore(StateReader in, Function<StateReader, S> sample) {
    open = in.getBoolean();
    windows.clear();
    for (int i = in.getCount("windows with samples", max); i > 0; i--) {
      int window = in.getInt();
      String task = in.getText();
      windows.put(window, new Entry<>(sample.apply(in), task));
    }
    waiting.clear();
    for (int i = in.getCount("tasks that wait", max); i > 0; i--) {
      String task = in.getText();
      waiting.put(task, sample.apply(in));
    }
  }
}
