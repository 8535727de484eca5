package dev.lethe.learner;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HealthReport;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.stream.TaskWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Records the scorecards and all other events of a run. */
final class Cards implements ScorecardListener {
  static final ReferenceNetworks ALL = new ReferenceNetworks(true, true, 300, 3, 200);
  static final HoldoutRule SHARE = new HoldoutRule(0.1, 20, 64);

  final List<Scorecard> scorecards = new ArrayList<>();
  final Recorder recorder = new Recorder();

  @Override
  public void scored(Scorecard scorecard) {
    recorder.lines.add("scored " + scorecard.window());
    scorecards.add(scorecard);
  }

  @Override
  public void predicted(Example example, Prediction prediction) {
    recorder.predicted(example, prediction);
  }

  @Override
  public void windowOpened(TaskWindow window) {
    recorder.windowOpened(window);
  }

  @Override
  public void windowClosed(TaskWindow window) {
    recorder.windowClosed(window);
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    recorder.evaluated(evaluation);
  }

  @Override
  public void stepped(long step) {
    recorder.stepped(step);
  }

  @Override
  public void health(HealthReport report) {
    recorder.health(report);
  }

  /** Returns a task of two classes, {@code first} and the next, with 100 EVALUATE examples. */
  static List<Example> task(String name, int first, int examples) {
    return Stream.of(
            Streams.task(name, first, 100, Role.EVALUATE),
            Streams.task(name, first, examples, Role.LEARN))
        .flatMap(List::stream)
        .toList();
  }

  /** Returns two tasks of two classes each. The last step of each is smaller than a batch. */
  static List<Example> twoTasks() {
    List<Example> stream = new ArrayList<>(task("a", 0, 603));
    stream.addAll(task("b", 2, 604));
    stream.add(Streams.boundary());
    return stream;
  }

  /** Runs a learner over a stream and returns its events. */
  static Cards run(LearnerSpec spec, ReferenceNetworks references, List<Example> stream) {
    Cards log = new Cards();
    try (ScoredLearner learner = new ScoredLearner(spec, references, log)) {
      stream.forEach(learner::accept);
    }
    return log;
  }
}
