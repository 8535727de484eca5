package dev.lethe.learner.window;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/** The window that is open, if one is, and how many there have been. */
public final class Windows implements Stateful {
  private final WindowRule rule;
  private int number = -1;
  private boolean open;
  private String task;
  private long examples;

  public Windows(WindowRule rule) {
    this.rule = rule;
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

  /** Whether the open window ends before an example of this task, which may be null. */
  public boolean endsBefore(String next) {
    return open && rule.endsBefore(task, next);
  }

  /** Whether the open window ends with the examples it has had. */
  public boolean endsNow() {
    return open && rule.endsAfter(examples);
  }

  /** Opens the next window with an example of this task, which may be null. */
  public void open(String first) {
    number++;
    open = true;
    task = first;
    examples = 0;
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
    out.put(number).put(open).put(task).put(examples);
  }

  @Override
  public void restore(StateReader in) {
    number = in.getInt();
    open = in.getBoolean();
    task = in.getText();
    examples = in.getLong();
  }
}
