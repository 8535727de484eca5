package dev.lethe.learner;

import dev.lethe.learner.evaluation.Holdouts;
import dev.lethe.learner.evaluation.Predictor;
import dev.lethe.learner.random.Purpose;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.TaskWindow;
import dev.lethe.learner.window.WindowTracker;
import java.util.List;

/**
 * Position in the stream: the open window, the holdouts, and the counts of examples and steps.
 * Notifies the listener of windows and evaluations.
 */
final class StreamProgress implements Stateful {
  private final LearnerListener listener;
  private final WindowTracker windows;
  private final Holdouts holdouts;
  private long step;
  private long firstStep;
  private long examples;
  private long eventTime = Long.MIN_VALUE;

  StreamProgress(LearnerSpec spec, RandomStreams random, LearnerListener listener) {
    this.listener = listener;
    this.windows = new WindowTracker(spec.windows(), random.of("windows"));
    this.holdouts =
        new Holdouts(
            spec.holdout(),
            spec.windows().separatesTasks(),
            spec.features(),
            spec.guard(),
            random.of(Purpose.HOLDOUT));
  }

  long step() {
    return step;
  }

  long examples() {
    return examples;
  }

  long eventTime() {
    return eventTime;
  }

  WindowTracker windows() {
    return windows;
  }

  Holdouts holdouts() {
    return holdouts;
  }

  /** Advances the largest event time, ms since the epoch. */
  void advanceTo(long time) {
    eventTime = Math.max(eventTime, time);
  }

  /**
   * Adds a LEARN example to the open window. Opens a window if there is none.
   *
   * @param trained true if the model will be trained on the example
   */
  void enter(Example example, boolean trained) {
    if (windows.isOpen()) {
      windows.add(example.task());
      holdouts.setTask(windows.task());
    } else {
      windows.open(example.task(), example.eventTime());
      firstStep = step;
      holdouts.open(windows.number(), windows.task());
      listener.windowOpened(snapshot());
    }
    if (trained && windows.train(example.task())) {
      holdouts.addTask(example.task());
      listener.taskContained(example.task());
    }
  }

  /** Counts a LEARN example. */
  void countExample() {
    examples++;
    windows.countExample();
  }

  /** Counts a completed learning step. */
  void countStep() {
    step++;
    listener.stepped(step);
  }

  /** Closes the open window. Returns true if the model was trained in it. */
  boolean closeWindow() {
    boolean learned = step > firstStep;
    windows.close();
    holdouts.close(learned);
    listener.windowClosed(snapshot());
    return learned;
  }

  private TaskWindow snapshot() {
    return new TaskWindow(windows.number(), windows.task(), step, examples, eventTime);
  }

  void evaluate(Evaluation.Kind kind, Predictor predictor) {
    List<HoldoutResult> results = holdouts.evaluate(predictor);
    listener.evaluated(new Evaluation(kind, windows.number(), step, examples, eventTime, results));
  }

  /** Writes the counts; windows and holdouts are saved separately. */
  @Override
  public void save(StateWriter out) {
    out.put(step).put(firstStep).put(examples).put(eventTime);
  }

  @Override
  public void restore(StateReader in) {
    step = in.getLong();
    firstStep = in.getLong();
    examples = in.getLong();
    eventTime = in.getLong();
  }
}
