package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.scorecard.Shadows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoredLearnerTest {
  private static final Shadows ALL = new Shadows(true, true, 300, 3, 200);
  private static final HoldoutRule SHARE = new HoldoutRule(0.1, 20, 64);

  /** Keeps the cards and passes on the rest. */
  private static final class Cards implements ScorecardListener {
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
    public void health(long step, int window, Map<String, Double> figures) {
      recorder.health(step, window, figures);
    }
  }

  private static List<Example> task(String name, int first, int examples) {
    return Stream.of(
            Streams.task(name, first, 100, Role.EVALUATE),
            Streams.task(name, first, examples, Role.LEARN))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Example> twoTasks() {
    List<Example> stream = new ArrayList<>(task("a", 0, 603));
    stream.addAll(task("b", 2, 604));
    stream.add(Streams.boundary());
    return stream;
  }

  private static Cards run(LearnerSpec spec, Shadows shadows, List<Example> stream) {
    Cards cards = new Cards();
    try (ScoredLearner learner = new ScoredLearner(spec, shadows, cards)) {
      stream.forEach(learner::accept);
    }
    return cards;
  }

  @Test
  void shouldShowForgettingAndGapButFullPlasticityWhenNaive() {
    // When
    Cards naive = run(Streams.spec("naive+sgd(lr=0.1)", 1), ALL, twoTasks());

    // Then
    Scorecard first = naive.cards.get(0);
    assertThat(first.task()).isEqualTo("a");
    assertThat(first.step()).isEqualTo(121);
    assertThat(first.stability().forgetting()).isNaN();
    assertThat(first.warmStartGap()).isCloseTo(0, within(0.05));
    Scorecard second = naive.cards.get(1);
    assertThat(second.window()).isEqualTo(1);
    assertThat(second.stability().forgetting()).isGreaterThan(0.8);
    assertThat(second.stability().learningAccuracy()).isGreaterThan(0.9);
    assertThat(second.stability().accuracy()).isCloseTo(0.5, within(0.1));
    assertThat(second.plasticity().ratio()).isCloseTo(1, within(0.1));
    assertThat(second.plasticity().holdoutRatio()).isCloseTo(1, within(0.05));
    assertThat(second.warmStartGap()).isCloseTo(0.5, within(0.12));
  }

  @Test
  void shouldBeTheNumbersOfTheEventsWhenTheyAreCountedByHand() {
    // When
    Cards naive = run(Streams.spec("naive", "field", SHARE, 1), ALL, twoTasks());

    // Then: R[0][0], R[1][0] and R[1][1] as the listener was told
    Recorder told = naive.recorder;
    double before = told.accuracy(told.evaluations.get(0), 0);
    double after = told.accuracy(told.evaluations.get(1), 0);
    double newest = told.accuracy(told.evaluations.get(1), 1);
    Scorecard card = naive.cards.get(1);
    assertThat(card.stability().forgetting()).isEqualTo(before - after);
    assertThat(card.stability().accuracy()).isEqualTo((after + newest) / 2);
    assertThat(card.stability().learningAccuracy()).isEqualTo((before + newest) / 2);
    assertThat(card.plasticity().holdout()).isEqualTo(newest);
    assertThat(card.plasticity().online()).isEqualTo(online(told, 1, 604));
    assertThat(naive.cards.get(0).plasticity().online()).isEqualTo(online(told, 0, 603));
  }

  private static double online(Recorder told, int window, int examples) {
    int right = 0;
    for (int i = 0; i < told.predictions.size(); i++) {
      Prediction prediction = told.predictions.get(i);
      if (prediction.window() == window) {
        right += prediction.predicted() == told.examples.get(i).label() ? 1 : 0;
      }
    }
    return (double) right / examples;
  }

  @Test
  void shouldLearnSlowerThanFreshWhenMostOfAStepIsReplayed() {
    // When: 5 fresh rows of 105 in a step
    Cards diluted = run(Streams.spec("er(memory=500,batch=100)+sgd(lr=0.1)", 1), ALL, twoTasks());

    // Then
    Scorecard card = diluted.cards.get(1);
    assertThat(card.plasticity().ratio()).isLessThan(0.9);
    assertThat(card.plasticity().speed()).isLessThan(0.7);
    assertThat(card.stability().forgetting()).isLessThan(0.1);
    assertThat(card.warmStartGap()).isLessThan(0.1);
  }

  @Test
  void shouldBeAheadOfFreshWhenTheTaskComesBack() {
    // Given
    List<Example> stream = new ArrayList<>(task("a", 0, 600));
    stream.addAll(task("b", 0, 600));
    stream.add(Streams.boundary());

    // When
    Cards again = run(Streams.spec("naive+sgd(lr=0.01)", 1), ALL, stream);

    // Then: it knows from the start what the fresh network has to learn
    Scorecard card = again.cards.get(1);
    assertThat(card.plasticity().ratio()).isGreaterThan(1.02);
    assertThat(card.plasticity().freshExamples()).isGreaterThan(40);
    assertThat(card.plasticity().speed()).isGreaterThan(2);
  }

  @Test
  void shouldFallBehindFreshWhenTheFirstWindowHasRuinedTheNetwork() {
    // Given: features a thousand times as large, at which plain gradient descent breaks its units
    List<Example> stream = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      float[] values = new float[Streams.FEATURES];
      Streams.cloud(i % 2, random).copyTo(values, 0);
      for (int j = 0; j < values.length; j++) {
        values[j] *= 1000;
      }
      stream.add(new Example("h" + i, 0, new Features.Floats(values), i % 2, "huge", Role.LEARN));
    }
    stream.addAll(task("b", 2, 600));
    stream.add(Streams.boundary());

    // When
    Cards ruined = run(Streams.spec("naive+sgd(lr=0.1)", 1), ALL, stream);

    // Then
    Scorecard card = ruined.cards.get(1);
    assertThat(card.plasticity().freshOnline()).isGreaterThan(0.9);
    assertThat(card.plasticity().ratio()).isLessThan(0.8);
    assertThat(card.plasticity().speed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"naive+sgd", "er(memory=50)+adam"})
  void shouldNotChangeWhatTheRunLearnsNorTellsWhenShadowsAreOn(String method) {
    // Given
    LearnerSpec spec = Streams.spec(method, "count(n=250)", SHARE, 1);
    Recorder alone = new Recorder();
    byte[] digest;
    try (Learner learner = new Learner(spec, alone)) {
      twoTasks().forEach(learner::accept);
      digest = learner.digest();
    }

    for (Shadows shadows : List.of(ALL, Shadows.NONE)) {
      // When
      Cards cards = new Cards();
      try (ScoredLearner scored = new ScoredLearner(spec, shadows, cards)) {
        twoTasks().forEach(scored::accept);

        // Then
        assertThat(scored.learner().digest()).isEqualTo(digest);
      }
      assertThat(cards.recorder.lines)
          .filteredOn(line -> !line.startsWith("scored"))
          .isEqualTo(alone.lines);
      assertThat(cards.recorder.predictions).isEqualTo(alone.predictions);
      assertThat(cards.recorder.evaluations).isEqualTo(alone.evaluations);
    }
  }

  @Test
  void shouldGiveTheSameCardsWheneverPredictionsAreAskedFor() {
    // Given: holdouts of both kinds, more than are kept
    Shadows small = new Shadows(true, true, 60, 2, 15);
    LearnerSpec spec = Streams.spec("er(memory=50)", "count(n=201)", SHARE, 1);
    List<Example> mixed = new ArrayList<>(twoTasks().subList(0, 1406));
    Collections.shuffle(mixed, new Random(5));
    List<Scorecard> cards = run(spec, small, mixed).cards;

    // When
    Cards asked = new Cards();
    try (ScoredLearner learner = new ScoredLearner(spec, small, asked)) {
      for (int i = 0; i < mixed.size(); i++) {
        learner.accept(mixed.get(i));
        if (i % 3 == 0) {
          learner.predictPending();
        }
      }
    }

    // Then
    assertThat(cards).hasSize(6);
    assertThat(asked.cards).isEqualTo(cards);
    assertThat(run(spec, small, mixed).cards).isEqualTo(cards);
    assertThat(run(Streams.spec("er(memory=50)", "count(n=201)", SHARE, 2), small, mixed).cards)
        .isNotEqualTo(cards);
  }

  @Test
  void shouldScoreBetweenEvaluationAndHealthWhenAWindowEndsWithItsLastExample() {
    // When: 53 is prime
    Cards counted =
        run(
            Streams.spec("naive", "count(n=53)", HoldoutRule.DEFAULT, 1),
            ALL,
            twoTasks().subList(0, 100 + 106));

    // Then
    List<String> lines = counted.recorder.lines;
    for (int window = 0; window < 2; window++) {
      int closed = lines.indexOf("closed " + window + " a");
      assertThat(lines.subList(closed + 1, closed + 4))
          .containsExactly(
              "WINDOW_END " + window, "scored " + window, "health " + 11 * (window + 1));
    }
    // the fresh networks have seen 53 examples, neither more nor fewer
    for (Scorecard card : counted.cards) {
      double right = card.plasticity().freshOnline() * 53;
      assertThat(right).isCloseTo(Math.rint(right), within(1e-9));
      assertThat(right).isBetween(1.0, 53.0);
    }
  }

  @Test
  void shouldReportFiguresOnceAmongThoseOfTheWindowsLastHealth() {
    // When
    Cards cards = run(Streams.spec("naive", 1), ALL, twoTasks());

    // Then: at steps 50, 100, 121 (the end), 150, 200, 242 (the end)
    List<Map<String, Double>> health = cards.recorder.health;
    assertThat(health.stream().map(figures -> figures.containsKey("scorecard.accuracy")))
        .containsExactly(false, false, true, false, false, true);
    assertThat(health.get(2)).containsAllEntriesOf(cards.cards.get(0).figures());
    assertThat(health.get(2)).doesNotContainKey("scorecard.forgetting").containsKey("loss");
    assertThat(health.get(5)).containsAllEntriesOf(cards.cards.get(1).figures());
    assertThat(cards.cards.get(1).figures()).hasSize(9);
  }

  @Test
  void shouldTellOfStabilityAloneWhenShadowsAreOff() {
    // When
    Cards cards = run(Streams.spec("naive", 1), Shadows.NONE, twoTasks());

    // Then
    assertThat(cards.cards.get(1).figures().keySet())
        .containsExactlyInAnyOrder(
            "scorecard.accuracy", "scorecard.forgetting", "scorecard.learning.accuracy");
  }

  @Test
  void shouldTellOfOnlineAccuracyAloneWhenNothingIsHeldOutAndNoneWithoutLabels() {
    // Given
    List<Example> stream = new ArrayList<>(Streams.task("a", 0, 100, Role.LEARN));
    stream.add(Streams.boundary());
    for (int i = 0; i < 30; i++) {
      stream.add(Streams.unlabelled("u" + i, i % 4));
    }
    stream.add(Streams.boundary());

    // When
    Cards cards = run(Streams.spec("naive", 1), ALL, stream);

    // Then
    assertThat(cards.cards.get(0).figures().keySet())
        .containsExactlyInAnyOrder(
            "scorecard.plasticity.ours",
            "scorecard.plasticity.fresh",
            "scorecard.plasticity.ratio",
            "scorecard.plasticity.speed");
    assertThat(cards.cards.get(1).figures()).isEmpty();
  }

  @Test
  void shouldHaveOneShadowWithoutTheOther() {
    // When
    Cards both = run(Streams.spec("naive", 1), ALL, twoTasks());
    Cards fresh = run(Streams.spec("naive", 1), new Shadows(true, false, 300, 3, 200), twoTasks());
    Cards scratch =
        run(Streams.spec("naive", 1), new Shadows(false, true, 300, 3, 200), twoTasks());

    // Then
    assertThat(fresh.cards)
        .extracting(Scorecard::plasticity)
        .isEqualTo(both.cards.stream().map(Scorecard::plasticity).toList());
    assertThat(fresh.cards).allMatch(card -> Double.isNaN(card.warmStartGap()));
    assertThat(scratch.cards)
        .extracting(Scorecard::warmStartGap)
        .isEqualTo(both.cards.stream().map(Scorecard::warmStartGap).toList());
    assertThat(scratch.cards).allMatch(card -> Double.isNaN(card.plasticity().ratio()));
  }
}
