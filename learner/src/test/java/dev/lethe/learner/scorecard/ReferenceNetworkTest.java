package dev.lethe.learner.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.window.WindowRule;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReferenceNetworkTest {
  private static final LearnerSpec RUN =
      new LearnerSpec(
          MethodExpression.parse("er(memory=7)+adam(lr=0.01)"),
          ModelSpec.parse("mlp(hidden=0)"),
          WindowRule.parse("count(n=3)"),
          new HoldoutRule(0.25, 100, 3),
          2,
          2,
          4,
          10,
          5,
          1);

  /** Class 0 on one axis, class 1 on the other: softmax regression tells them apart soon. */
  private static Example example(int i, String task) {
    float[] values = {1 - i % 2, i % 2};
    return new Example("e" + i, i, new Features.Floats(values), i % 2, task, Role.LEARN);
  }

  private static List<Example> examples(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> example(i, "t" + i / 10)).toList();
  }

  @Test
  void shouldHaveTheOptimizerOfTheRunButNotItsRehearsal() {
    // When
    LearnerSpec shadow = ReferenceNetwork.spec(RUN, 77);

    // Then
    assertThat(shadow.method()).isEqualTo(MethodExpression.parse("naive+adam(lr=0.01)"));
    assertThat(shadow.model()).isEqualTo(RUN.model());
    assertThat(shadow.batchSize()).isEqualTo(4);
    assertThat(shadow.evaluateEvery()).isZero();
    assertThat(shadow.seed()).isEqualTo(77);
  }

  @Test
  void shouldPredictEachExampleOnceWhenTasksChangeWithinAWindow() {
    try (ReferenceNetwork shadow = new ReferenceNetwork(RUN, 1)) {
      // When: some are held out by the share, the last batch is not full
      examples(0, 201).forEach(shadow::learn);
      shadow.finish();

      // Then: 201 is 3 · 67, so no other number of examples gives a whole number of right ones
      double right = shadow.online().overall() * 201;
      assertThat(right).isCloseTo(Math.rint(right), within(1e-9));
      assertThat(shadow.online().overall()).isGreaterThan(0.75);
    }
  }

  @Test
  void shouldLearnNothingWhenJudged() {
    // Given: what it is judged by has the labels the other way round
    List<Example> wrong =
        examples(0, 40).stream()
            .map(e -> new Example(e.id(), 0, e.features(), 1 - e.label(), null, Role.EVALUATE))
            .toList();
    try (ReferenceNetwork shadow = new ReferenceNetwork(RUN, 1)) {
      examples(0, 200).forEach(shadow::learn);
      shadow.finish();

      // When
      double before = shadow.accuracyOn(examples(0, 40));
      for (int i = 0; i < 20; i++) {
        assertThat(shadow.accuracyOn(wrong)).isZero();
      }

      // Then
      assertThat(before).isEqualTo(1);
      assertThat(shadow.accuracyOn(examples(0, 40))).isEqualTo(1);
      assertThat(shadow.accuracyOn(List.of())).isNaN();
    }
  }

  @Test
  void shouldKeepTheHoldoutsOfTheNewestWindowsOnly() {
    // Given
    ScorecardHoldouts heldOut = new ScorecardHoldouts(5, 2, new RandomStreams(1));
    for (int window = 0; window < 3; window++) {
      heldOut.open(window);

      // When
      examples(10 * window, 10 * window + 4).forEach(heldOut::takeToEvaluate);
      examples(10 * window + 4, 10 * window + 10).forEach(heldOut::takeOfShare);
    }

    // Then
    assertThat(heldOut.of(0)).isEmpty();
    assertThat(heldOut.of(1)).hasSize(5).allMatch(example -> example.task().equals("t1"));
    assertThat(heldOut.of(2)).hasSize(5).allMatch(example -> example.task().equals("t2"));
  }

  @Test
  void shouldBeTheMeanDifferenceWhenTrainedFromScratch() {
    // Given: a network that gets all of it right
    ScorecardHoldouts heldOut = new ScorecardHoldouts(100, 3, new RandomStreams(1));
    for (int window = 0; window < 3; window++) {
      heldOut.open(window);
      if (window < 2) {
        examples(0, 10).forEach(heldOut::takeToEvaluate);
      }
    }
    FromScratch fromScratch =
        new FromScratch(RUN, new ReferenceNetworks(false, true, 50, 10, 100), new RandomStreams(1));

    // When, Then
    assertThat(fromScratch.gap(Map.of(0, 0.5), heldOut, 3)).isNaN();
    examples(0, 300).forEach(fromScratch::take);
    assertThat(fromScratch.gap(Map.of(), heldOut, 3)).isNaN();
    // ((1 − .5) + (1 − .75))/2, and nothing of window 2, which has no holdout
    assertThat(fromScratch.gap(Map.of(0, 0.5, 1, 0.75, 2, 0.0), heldOut, 3)).isEqualTo(0.375);
    assertThat(fromScratch.gap(Map.of(2, 0.0), heldOut, 3)).isNaN();
  }
}
