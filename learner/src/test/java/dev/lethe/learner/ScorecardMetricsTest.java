package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Metrics of scorecards of runs with a known outcome. */
class ScorecardMetricsTest {
  @Test
  void shouldShowForgettingAndGapButFullPlasticityWhenNaive() {
    // When
    Cards naive = Cards.run(Streams.spec("naive+sgd(lr=0.1)", 1), Cards.ALL, Cards.twoTasks());

    // Then
    Scorecard first = naive.scorecards.get(0);
    assertThat(first.task()).isEqualTo("a");
    assertThat(first.step()).isEqualTo(121);
    assertThat(first.stability().forgetting()).isNaN();
    assertThat(first.warmStartGap()).isCloseTo(0, within(0.05));
    Scorecard second = naive.scorecards.get(1);
    assertThat(second.window()).isEqualTo(1);
    assertThat(second.stability().forgetting()).isGreaterThan(0.8);
    assertThat(second.stability().learningAccuracy()).isGreaterThan(0.9);
    assertThat(second.stability().accuracy()).isCloseTo(0.5, within(0.1));
    assertThat(second.plasticity().ratio()).isCloseTo(1, within(0.1));
    assertThat(second.plasticity().holdoutRatio()).isCloseTo(1, within(0.05));
    assertThat(second.warmStartGap()).isCloseTo(0.5, within(0.12));
  }

  @Test
  void shouldEqualTheMetricsComputedFromTheEvents() {
    // When
    Cards naive =
        Cards.run(Streams.spec("naive", "field", Cards.SHARE, 1), Cards.ALL, Cards.twoTasks());

    // Then: R[0][0], R[1][0] and R[1][1], from the evaluations
    Recorder events = naive.recorder;
    double before = events.accuracy(events.evaluations.get(0), 0);
    double after = events.accuracy(events.evaluations.get(1), 0);
    double newest = events.accuracy(events.evaluations.get(1), 1);
    Scorecard scorecard = naive.scorecards.get(1);
    assertThat(scorecard.stability().forgetting()).isEqualTo(before - after);
    assertThat(scorecard.stability().accuracy()).isEqualTo((after + newest) / 2);
    assertThat(scorecard.stability().learningAccuracy()).isEqualTo((before + newest) / 2);
    assertThat(scorecard.plasticity().holdout()).isEqualTo(newest);
    assertThat(scorecard.plasticity().online()).isEqualTo(online(events, 1, 604));
    assertThat(naive.scorecards.get(0).plasticity().online()).isEqualTo(online(events, 0, 603));
  }

  @Test
  void shouldLearnSlowerThanFreshWhenMostOfAStepIsReplayed() {
    // When: 5 fresh rows of 105 in a step
    Cards diluted =
        Cards.run(
            Streams.spec("er(memory=500,batch=100)+sgd(lr=0.1)", 1), Cards.ALL, Cards.twoTasks());

    // Then
    Scorecard scorecard = diluted.scorecards.get(1);
    assertThat(scorecard.plasticity().ratio()).isLessThan(0.9);
    assertThat(scorecard.plasticity().speed()).isLessThan(0.7);
    assertThat(scorecard.stability().forgetting()).isLessThan(0.1);
    assertThat(scorecard.warmStartGap()).isLessThan(0.1);
  }

  @Test
  void shouldBeAheadOfFreshWhenTheTaskComesBack() {
    // Given
    List<Example> stream = new ArrayList<>(Cards.task("a", 0, 600));
    stream.addAll(Cards.task("b", 0, 600));
    stream.add(Streams.boundary());

    // When
    Cards again = Cards.run(Streams.spec("naive+sgd(lr=0.01)", 1), Cards.ALL, stream);

    // Then: it knows from the start what the fresh network has to learn
    Scorecard scorecard = again.scorecards.get(1);
    assertThat(scorecard.plasticity().ratio()).isGreaterThan(1.02);
    assertThat(scorecard.plasticity().freshExamples()).isGreaterThan(40);
    assertThat(scorecard.plasticity().speed()).isGreaterThan(2);
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
    stream.addAll(Cards.task("b", 2, 600));
    stream.add(Streams.boundary());

    // When
    Cards ruined = Cards.run(Streams.spec("naive+sgd(lr=0.1)", 1), Cards.ALL, stream);

    // Then
    Scorecard scorecard = ruined.scorecards.get(1);
    assertThat(scorecard.plasticity().freshOnline()).isGreaterThan(0.9);
    assertThat(scorecard.plasticity().ratio()).isLessThan(0.8);
    assertThat(scorecard.plasticity().speed()).isZero();
  }

  private static double online(Recorder events, int window, int examples) {
    int right = 0;
    for (int i = 0; i < events.predictions.size(); i++) {
      Prediction prediction = events.predictions.get(i);
      if (prediction.window() == window) {
        right += prediction.predicted() == events.examples.get(i).label() ? 1 : 0;
      }
    }
    return (double) right / examples;
  }
}
