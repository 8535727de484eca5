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

/** Keeps the cards of a run, and what else it tells; and runs that end in cards. */
final class Cards implements ScorecardListener {
  static final ReferenceNetworks ALL = new ReferenceNetworks(true, true, 300, 3, 200);
  static final HoldoutRule SHARE = new HoldoutRule(0.1, 20, 64);

  final List<Scorecard> cards = new ArrayList<>();
  final Recorder recorder = new Recorder();

  @Override
  public void scored(Scorecard card) {
    recorder.lines.add("scored " + card.window());
    cards.add(card);
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

  /** A task of two classes from the first on, with a hundred examples to evaluate. */
  static List<Example> task(String name, int first, int examples) {
    return Stream.of(
            Streams.task(name, first, 100, Role.EVALUATE),
            Streams.task(name, first, examples, Role.LEARN))
        .flatMap(List::stream)
        .toList();
  }

  /** Two tasks of two classes each, whose last steps are not whole. */
  static List<Example> twoTasks() {
    List<Example> stream = new ArrayList<>(task("a", 0, 603));
    stream.addAll(task("b", 2, 604));
    stream.add(Streams.boundary());
    return stream;
  }

  /** What a run over a stream comes to. */
  static Cards run(LearnerSpec spec, ReferenceNetworks references, List<Example> stream) {
    Cards cards = new Cards();
    try (ScoredLearner learner = new ScoredLearner(spec, references, cards)) {
      stream.forEach(learner::accept);
    }
    return cards;
  }
}
