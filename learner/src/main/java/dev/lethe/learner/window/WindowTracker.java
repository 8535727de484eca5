package dev.lethe.learner.window;

import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateBytes;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Features;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Tracks the open task window and numbers the windows of a run. */
public final class WindowTracker implements Stateful {
  private final WindowRule rule;
  private int number = -1;
  private boolean open;
  private String task;
  private long examples;
  private long start;
  private final Optional<DriftMonitor> monitor;
  private boolean drifted;
  private final TaskCounts trained = new TaskCounts();

  /**
   * Creates a tracker before the first window.
   *
   * @param rule rule that ends windows
   * @param random source for drift detectors that sample
   */
  public WindowTracker(WindowRule rule, UniformRandomProvider random) {
    this.rule = rule;
    this.monitor = rule.createMonitor(random);
  }

  /** Returns the number of the open window, or of the last one if none is open; -1 at the start. */
  public int number() {
    return number;
  }

  /** Returns the number of LEARN examples in the window. */
  public long examples() {
    return examples;
  }

  /** Returns the first task named by an example of the window, or null. */
  public String task() {
    return task;
  }

  /** Returns true if a window is open. */
  public boolean isOpen() {
    return open;
  }

  /**
   * Returns true if a window is open and ends before an example.
   *
   * @param nextTask task of the example, or null
   * @param time event time of the example, ms
   */
  public boolean endsBefore(String nextTask, long time) {
    return open && rule.endsBefore(task, start, nextTask, time);
  }

  /**
   * Returns true if a window is open and ends after the examples so far. Forgets a drift signal
   * that does not end the window, so that it cannot end it later.
   */
  public boolean endsNow() {
    boolean ends = open && rule.endsAfter(examples, drifted);
    drifted = false;
    return ends;
  }

  /** Monitors a step of the open window for drift, after its forward pass. */
  public void monitor(Step step) {
    drifted = monitor.isPresent() && monitor.get().detectsDrift(step);
  }

  /** Monitors an unlabelled example of the open window for drift. */
  public void monitorUnlabelled(Features features) {
    drifted = monitor.isPresent() && monitor.get().detectsDrift(features);
  }

  /**
   * Opens the next window.
   *
   * @param firstTask task of the window's first example, or null
   * @param time event time of the window's first example, ms
   */
  public void open(String firstTask, long time) {
    number++;
    open = true;
    task = firstTask;
    examples = 0;
    start = time;
    drifted = false;
    trained.clear();
    monitor.ifPresent(DriftMonitor::restart);
  }

  /**
   * Adds an example to the open window. The window adopts its task if it has none.
   *
   * @param nextTask task of the example, or null
   */
  public void add(String nextTask) {
    if (task == null) {
      task = nextTask;
    }
  }

  /**
   * Adds an example that the model is trained on, before {@link #countExample}. Returns true if the
   * open window contains its task.
   *
   * @param nextTask task of the example, or null
   */
  public boolean train(String nextTask) {
    return nextTask != null && rule.containsTask(trained.add(nextTask), examples + 1);
  }

  /** Counts a LEARN example of the open window. */
  public void countExample() {
    examples++;
  }

  /** Closes the open window. */
  public void close() {
    open = false;
  }

  /**
   * Takes over the window of another tracker. A drift monitor with other settings starts anew, with
   * the rest of the window.
   */
  public void adopt(WindowTracker other) {
    if (rule.equals(other.rule)) {
      StateBytes.copy(other, this);
      return;
    }
    number = other.number;
    open = other.open;
    task = other.task;
    examples = other.examples;
    start = other.start;
    StateBytes.copy(other.trained, trained);
  }

  @Override
  public void save(StateWriter out) {
    out.put(number).put(open).put(task).put(examples).put(start);
    trained.save(out);
    monitor.ifPresent(part -> part.save(out));
  }

  @Override
  public void restore(StateReader in) {
    number = in.getInt();
    open = in.getBoolean();
    task = in.getText();
    examples = in.getLong();
    start = in.getLong();
    trained.restore(in);
    monitor.ifPresent(part -> part.restore(in));
  }
}
