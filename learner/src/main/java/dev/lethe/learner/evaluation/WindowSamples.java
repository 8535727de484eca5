package dev.lethe.learner.evaluation;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Samples of examples to evaluate on, one per window. An example joins the newest window of its own
 * task, open or not. If there is none it waits, with the others of its task, for the first window
 * of that task. Examples without a task, and all examples under a rule that does not separate
 * tasks, join the open window, or wait for the next one.
 *
 * @param <S> sample of one window
 */
public final class WindowSamples<S extends Sample<S>> {
  private record Entry<S>(S sample, String task) {}

  private final SampleRule rule;
  private final Supplier<S> factory;
  private final TreeMap<Integer, Entry<S>> windows = new TreeMap<>();
  private final WaitingSamples<S> waiting;
  private boolean open;

  /**
   * Creates an empty collection.
   *
   * @param factory creates an empty sample
   */
  public WindowSamples(SampleRule rule, Supplier<S> factory) {
    this.rule = rule;
    this.factory = factory;
    this.waiting = new WaitingSamples<>(rule.maxWaiting(), factory);
  }

  /** Opens the sample of the next window, whose task may be null. */
  public void open(int window, String task) {
    if (windows.size() == rule.maxWindows()) {
      windows.pollFirstEntry();
    }
    S waited = waiting.take(waitingKey(task));
    windows.put(window, new Entry<>(waited == null ? factory.get() : waited, task));
    open = true;
    addWaiting(null);
  }

  /** Sets the task of the open window. The examples that wait for this task join it. */
  public void setTask(String task) {
    if (!Objects.equals(newest().task(), task)) {
      windows.put(windows.lastKey(), new Entry<>(newestSample(), task));
      addWaiting(waitingKey(task));
    }
  }

  private String waitingKey(String task) {
    return rule.byTask() ? task : null;
  }

  private void addWaiting(String key) {
    S waited = waiting.take(key);
    if (waited != null) {
      newestSample().offerAll(waited);
    }
  }

  /**
   * Closes the open window. If nothing was learned in it, its examples join an earlier window of
   * their task, or wait again.
   *
   * @param learned true if the model was trained on an example of the window
   */
  public void close(boolean learned) {
    open = false;
    if (!learned) {
      Entry<S> entry = windows.pollLastEntry().getValue();
      if (entry.sample().size() > 0) {
        sampleOf(entry.task()).offerAll(entry.sample());
      }
    }
  }

  /** Returns the sample of the open window. */
  public S newestSample() {
    return newest().sample();
  }

  /** Returns the sample that an example of a task, or null, joins. */
  public S sampleOf(String task) {
    if (waitingKey(task) == null) {
      return open ? newestSample() : waiting.of(null);
    }
    for (Entry<S> entry : windows.descendingMap().values()) {
      if (task.equals(entry.task())) {
        return entry.sample();
      }
    }
    return waiting.of(task);
  }

  private Entry<S> newest() {
    return windows.lastEntry().getValue();
  }

  /** Returns the sample of a window, or null if it is not retained. */
  public S of(int window) {
    Entry<S> entry = windows.get(window);
    return entry == null ? null : entry.sample();
  }

  /** Maps the windows in their order. */
  <R> Collection<R> map(WindowFunction<S, R> function) {
    return windows.entrySet().stream()
        .map(e -> function.apply(e.getKey(), e.getValue().task(), e.getValue().sample()))
        .toList();
  }

  /** Returns the samples of all windows, in their order, then those that wait for a window. */
  public Stream<S> all() {
    return Stream.concat(windows.values().stream().map(Entry::sample), waiting.all().stream());
  }

  /** Returns the samples that wait for a window. */
  Collection<S> waiting() {
    return waiting.all();
  }

  /** Writes the samples with a writer of one sample. */
  public void save(StateWriter out, BiConsumer<S, StateWriter> sample) {
    out.put(open).put(windows.size());
    windows.forEach(
        (window, entry) -> sample.accept(entry.sample(), out.put(window).put(entry.task())));
    waiting.save(out, sample);
  }

  /** Restores what {@link #save} wrote. */
  public void restore(StateReader in, Function<StateReader, S> sample) {
    open = in.getBoolean();
    windows.clear();
    for (int i = in.getCount("windows with samples", rule.maxWindows()); i > 0; i--) {
      int window = in.getInt();
      String task = in.getText();
      windows.put(window, new Entry<>(sample.apply(in), task));
    }
    waiting.restore(in, sample);
  }
}
