package dev.lethe.cli.replay;

import dev.lethe.learner.Learner;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.TaskWindow;
import dev.lethe.measures.AccuracyMatrix;
import dev.lethe.measures.AccuracyRow;
import dev.lethe.measures.AverageAccuracy;
import dev.lethe.measures.BackwardTransfer;
import dev.lethe.measures.Forgetting;
import dev.lethe.measures.LearningAccuracy;
import dev.lethe.measures.Tally;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * Computes the metrics of a replay from the events of its learner. Keeps the newest windows only.
 *
 * <p>This class is not thread-safe.
 */
public final class ReplayMetrics implements ScorecardListener {
  /** Maximum number of windows that are kept. */
  private static final int MAX_WINDOWS = 1_000;

  private final AccuracyMatrix matrix = new AccuracyMatrix();
  private final Deque<Window> windows = new ArrayDeque<>();
  private Tally online = Tally.NONE;
  private Tally onlineInWindow = Tally.NONE;
  private boolean evaluated;

  /**
   * Metrics of a task window that has ended.
   *
   * @param window number of the window
   * @param task task of the window, or null
   * @param predictions predictions in the window
   * @param onlineAccuracy test-then-train accuracy in the window, in [0, 1] or NaN
   * @param averageAccuracy accuracy on the holdouts of all windows so far, in [0, 1] or NaN
   * @param forgetting forgetting on past windows, in [−1, 1] or NaN
   */
  public record Window(
      int window,
      String task,
      long predictions,
      double onlineAccuracy,
      double averageAccuracy,
      double forgetting) {}

  /**
   * Metrics of the whole replay. NaN stands for a metric that is not defined.
   *
   * @param windows the newest windows, in order
   * @param predictions number of predictions
   * @param onlineAccuracy test-then-train accuracy
   * @param averageAccuracy accuracy of the last model on all holdouts
   * @param learningAccuracy accuracy on each window when it ended
   * @param forgetting forgetting of the last model
   * @param backwardTransfer backward transfer of the last model
   */
  public record Summary(
      List<Window> windows,
      long predictions,
      double onlineAccuracy,
      double averageAccuracy,
      double learningAccuracy,
      double forgetting,
      double backwardTransfer) {}

  @Override
  public void predicted(Example example, Prediction prediction) {
    online = counted(online, example, prediction);
    onlineInWindow = counted(onlineInWindow, example, prediction);
  }

  private static Tally counted(Tally tally, Example example, Prediction prediction) {
    return example.label() == Example.UNLABELLED
        ? tally.unscored()
        : tally.scored(example.label() == prediction.predicted());
  }

  @Override
  public void windowOpened(TaskWindow window) {
    onlineInWindow = Tally.NONE;
  }

  @Override
  public void windowClosed(TaskWindow window) {
    windows.add(
        new Window(
            window.number(),
            window.task(),
            onlineInWindow.examples(),
            onlineInWindow.accuracy(),
            Double.NaN,
            Double.NaN));
    if (windows.size() > MAX_WINDOWS) {
      windows.remove();
    }
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    if (evaluation.kind() == Evaluation.Kind.WINDOW_END) {
      matrix.put(evaluation.row(HoldoutResult::accuracy));
      Window ended = windows.removeLast();
      windows.add(
          new Window(
              ended.window(),
              ended.task(),
              ended.predictions(),
              ended.onlineAccuracy(),
              AverageAccuracy.of(matrix),
              Forgetting.average(matrix)));
    }
  }

  /**
   * Returns the metrics of the whole replay. If the last window is still open, the model is
   * evaluated now, as at its end.
   *
   * @param learner learner at the end of the replay
   */
  public Summary summary(Learner learner) {
    if (learner.isWindowOpen() && !evaluated) {
      var accuracies = new TreeMap<Integer, Double>();
      learner.evaluateNow().forEach(each -> accuracies.put(each.window(), each.accuracy()));
      if (!accuracies.isEmpty()) {
        matrix.put(new AccuracyRow(learner.window(), accuracies));
      }
      evaluated = true;
    }
    return new Summary(
        List.copyOf(windows),
        online.examples(),
        online.accuracy(),
        AverageAccuracy.of(matrix),
        LearningAccuracy.of(matrix),
        Forgetting.average(matrix),
        BackwardTransfer.average(matrix));
  }
}
