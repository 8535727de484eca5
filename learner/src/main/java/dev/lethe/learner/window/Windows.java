package dev.lethe.learner.window;

import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** The window that is open, if one is, and how many there have been. */
public final class Windows implements Stateful {
  private final WindowRule rule;
  private int number = -1;
  private boolean open;
  private String task;
  private long examples;
  private long began;
  private final Optional<DriftWatch> watch;
  private boolean drifted;

  /**
   * @param random for rules whose detector draws numbers
   */
  public Windows(WindowRule rule, UniformRandomProvider random) {
    this.rule = rule;
    this.watch = rule.watch(random);
  }

  /** Number of the window that is open or was the last to be, -1 before the first. */
  public int number() {
    return number;
  }

  /** The window's task: the first that one of its examples named, or null. */
  public String task() {
    return task;
  }

  public boolean isOpen() {
    return open;
  }

  /**
   * Whether the open window ends before an example.
   *
   * @param next the example's task, or null
   * @param time its event time, ms
   */
  public boolean endsBefore(String next, long time) {
    return open && rule.endsBefore(task, began, next, time);
  }

  /** Whether the open window ends with the examples it has had. */
  public boolean endsNow() {
    return open && rule.endsAfter(examples, drifted);
  }

  /** Looks at a step of the open window that has made its forward pass. */
  public void learning(Step step) {
    drifted |= watch.isPresent() && watch.get().alarms(step);
  }

  /**
   * Opens the next window.
   *
   * @param first task of its first example, or null
   * @param time event time of that example, ms
   */
  public void open(String first, long time) {
    number++;
    open = true;
    task = first;
    examples = 0;
    began = time;
    drifted = false;
  }

  /** Takes the task of an example of the open window, which may be null. */
  public void join(String next) {
    if (task == null) {
      task = next;
    }
  }

  /** Counts a LEARN example. */
  public void count() {
    examples++;
  }

  public void close() {
    open = false;
  }

  @Override
  public void save(StateWriter out) {
    out.put(number).put(open).put(task).put(examples).put(began).put(drifted);
    watch.ifPresent(part -> part.save(out));
  }

  @Override
  public void restore(StateReader in) {
    number = in.getInt();
    open = in.getBoolean();
    task = in.getText();
    examples = in.getLong();
    began = in.getLong();
    drifted = in.getBoolean();
    watch.ifPresent(part -> part.restore(in));
  }
}
