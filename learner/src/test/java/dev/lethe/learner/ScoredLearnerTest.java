package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.Plasticity;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scoring does not affect a run; content and time of its scorecards. */
class ScoredLearnerTest {
  private static final Plasticity NO_PLASTICITY =
      new Plasticity(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  @ParameterizedTest
  @ValueSource(strings = {"naive+sgd", "er(memory=50)+adam"})
  void shouldNotAffectTheRunWhenReferenceNetworksAreOn(String method) {
    // Given
    LearnerSpec spec = Streams.spec(method, "count(n=250)", Cards.SHARE, 1);
    Recorder alone = new Recorder();
    byte[] digest;
    try (Learner learner = new Learner(spec, alone)) {
      Cards.twoTasks().forEach(learner::accept);
      digest = learner.digest();
    }

    for (ReferenceNetworks references : List.of(Cards.ALL, ReferenceNetworks.NONE)) {
      // When
      Cards log = new Cards();
      try (ScoredLearner scored = new ScoredLearner(spec, references, log)) {
        Cards.twoTasks().forEach(scored::accept);

        // Then
        assertThat(scored.learner().digest()).isEqualTo(digest);
      }
      assertThat(log.recorder.lines)
          .filteredOn(line -> !line.startsWith("scored"))
          .isEqualTo(alone.lines);
      assertThat(log.recorder.predictions).isEqualTo(alone.predictions);
      assertThat(log.recorder.evaluations).isEqualTo(alone.evaluations);
    }
  }

  @Test
  void shouldPublishTheSameScorecardsWheneverPredictionsAreRequested() {
    // Given: holdouts of both kinds, more than are kept
    ReferenceNetworks small = new ReferenceNetworks(true, true, 60, 2, 15);
    LearnerSpec spec = Streams.spec("er(memory=50)", "count(n=201)", Cards.SHARE, 1);
    List<Example> mixed = new ArrayList<>(Cards.twoTasks().subList(0, 1406));
    Collections.shuffle(mixed, new Random(5));
    List<Scorecard> scorecards = Cards.run(spec, small, mixed).scorecards;

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
    assertThat(scorecards).hasSize(6);
    assertThat(asked.scorecards).isEqualTo(scorecards);
    assertThat(Cards.run(spec, small, mixed).scorecards).isEqualTo(scorecards);
    assertThat(
            Cards.run(Streams.spec("er(memory=50)", "count(n=201)", Cards.SHARE, 2), small, mixed)
                .scorecards)
        .isNotEqualTo(scorecards);
  }

  @Test
  void shouldPublishScorecardsBetweenEvaluationAndHealth() {
    // When: a window ends with its last example; 53 is prime, so a share of 53 is recognisable
    Cards counted =
        Cards.run(
            Streams.spec("naive", "count(n=53)", HoldoutRule.DEFAULT, 1),
            Cards.ALL,
            Cards.twoTasks().subList(0, 100 + 106));

    // Then
    List<String> lines = counted.recorder.lines;
    for (int window = 0; window < 2; window++) {
      int closed = lines.indexOf("closed " + window + " a");
      assertThat(lines.subList(closed + 1, closed + 4))
          .containsExactly(
              "WINDOW_END " + window, "scored " + window, "health " + 11 * (window + 1));
    }
    // the fresh networks have predicted exactly 53 examples
    for (Scorecard scorecard : counted.scorecards) {
      double right = scorecard.plasticity().freshOnline() * 53;
      assertThat(right).isCloseTo(Math.rint(right), within(1e-9));
      assertThat(right).isBetween(1.0, 53.0);
    }
  }

  @Test
  void shouldScoreEachWindowAtItsLastStepAndEventTime() {
    // When: the last event of the first task is at 602, that of the second at 603
    Cards log = Cards.run(Streams.spec("naive", 1), ReferenceNetworks.NONE, Cards.twoTasks());

    // Then
    assertThat(log.scorecards).extracting(Scorecard::window).containsExactly(0, 1);
    assertThat(log.scorecards).extracting(Scorecard::task).containsExactly("a", "b");
    assertThat(log.scorecards).extracting(Scorecard::step).containsExactly(121L, 242L);
    assertThat(log.scorecards).extracting(Scorecard::eventTime).containsExactly(602L, 603L);
  }

  @Test
  void shouldScoreStabilityAloneWhenReferencesAreOff() {
    // When
    Cards log = Cards.run(Streams.spec("naive", 1), ReferenceNetworks.NONE, Cards.twoTasks());

    // Then
    Scorecard second = log.scorecards.get(1);
    assertThat(second.stability().accuracy()).isNotNaN();
    assertThat(second.stability().forgetting()).isNotNaN();
    assertThat(second.plasticity()).isEqualTo(NO_PLASTICITY);
    assertThat(second.warmStartGap()).isNaN();
  }

  @Test
  void shouldScoreOnlineAccuracyAloneWhenNothingIsHeldOut() {
    // Given
    List<Example> stream = new ArrayList<>(Streams.task("a", 0, 100, Role.LEARN));
    stream.add(Streams.boundary());

    // When
    Scorecard scorecard = Cards.run(Streams.spec("naive", 1), Cards.ALL, stream).scorecards.get(0);

    // Then
    assertThat(scorecard.plasticity().ratio()).isNotNaN();
    assertThat(scorecard.plasticity().speed()).isNotNaN();
    assertThat(scorecard.plasticity().holdoutRatio()).isNaN();
    assertThat(scorecard.stability().accuracy()).isNaN();
    assertThat(scorecard.warmStartGap()).isNaN();
  }

  @Test
  void shouldNotScoreAWindowWithoutLabels() {
    // Given
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      stream.add(Streams.unlabelled("u" + i, i % 4));
    }
    stream.add(Streams.boundary());

    // When
    Cards cards = Cards.run(Streams.spec("naive", 1), Cards.ALL, stream);

    // Then
    assertThat(cards.recorder.closed).hasSize(1);
    assertThat(cards.scorecards).isEmpty();
  }

  @Test
  void shouldTrainEachReferenceNetworkWithoutTheOther() {
    // When
    Cards both = Cards.run(Streams.spec("naive", 1), Cards.ALL, Cards.twoTasks());
    Cards fresh =
        Cards.run(
            Streams.spec("naive", 1),
            new ReferenceNetworks(true, false, 300, 3, 200),
            Cards.twoTasks());
    Cards scratch =
        Cards.run(
            Streams.spec("naive", 1),
            new ReferenceNetworks(false, true, 300, 3, 200),
            Cards.twoTasks());

    // Then
    assertThat(fresh.scorecards)
        .extracting(Scorecard::plasticity)
        .isEqualTo(both.scorecards.stream().map(Scorecard::plasticity).toList());
    assertThat(fresh.scorecards).allMatch(scorecard -> Double.isNaN(scorecard.warmStartGap()));
    assertThat(scratch.scorecards)
        .extracting(Scorecard::warmStartGap)
        .isEqualTo(both.scorecards.stream().map(Scorecard::warmStartGap).toList());
    assertThat(scratch.scorecards)
        .allMatch(scorecard -> Double.isNaN(scorecard.plasticity().ratio()));
  }
}
