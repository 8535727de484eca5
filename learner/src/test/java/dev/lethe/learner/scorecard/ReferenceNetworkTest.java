package dev.lethe.learner.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.evaluation.SampleRule;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.stream.StoredExample;
import dev.lethe.measures.AccuracyRow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReferenceNetworkTest {
  private static final LearnerSpec RUN =
      LearnerSpec.builder(2, 2)
          .method("er(memory=7)+adam(lr=0.01)")
          .model("mlp(hidden=0)")
          .windows("count(n=3)")
          .holdout(new HoldoutRule(0.25, 100, 3))
          .batchSize(4)
          .evaluateEvery(10)
          .healthEvery(5)
          .build();

  /** Returns a point of one class per axis, which softmax regression separates quickly. */
  private static Example example(int i, String task) {
    float[] values = {1 - i % 2, i % 2};
    return new Example("e" + i, i, new Features.Floats(values), i % 2, task, Role.LEARN);
  }

  private static List<Example> examples(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> example(i, "t" + i / 10)).toList();
  }

  @Test
  void shouldUseTheOptimizerOfTheRunButNotItsRehearsal() {
    // When
    LearnerSpec network = ReferenceNetwork.spec(RUN, 77);

    // Then
    assertThat(network.method()).isEqualTo(MethodExpression.parse("naive+adam(lr=0.01)"));
    assertThat(network.model()).isEqualTo(RUN.model());
    assertThat(network.batchSize()).isEqualTo(4);
    assertThat(network.evaluateEvery()).isZero();
    assertThat(network.seed()).isEqualTo(77);
  }

  @Test
  void shouldPredictEachExampleOnceWhenTasksChangeWithinAWindow() {
    try (ReferenceNetwork network = new ReferenceNetwork(RUN, 1)) {
      // When: the share holds out some examples, and the last batch is not full
      examples(0, 201).forEach(network::learn);
      network.finish();

      // Then: 201 = 3 · 67, so the number of correct predictions is an integer only for 201
      // examples
      double correct = network.online().overall() * 201;
      assertThat(correct).isCloseTo(Math.rint(correct), within(1e-9));
      assertThat(network.online().overall()).isGreaterThan(0.75);
    }
  }

  private static List<Long> keys(List<StoredExample> examples) {
    return examples.stream().map(StoredExample::key).toList();
  }

  private static List<StoredExample> stored(int from, int to) {
    return examples(from, to).stream().map(StoredExample::of).toList();
  }

  @Test
  void shouldNotTrainOnEvaluationExamples() {
    // Given: evaluation examples with swapped labels
    List<StoredExample> wrong =
        examples(0, 40).stream()
            .map(e -> new StoredExample(e.key(), e.features(), 1 - e.label()))
            .toList();
    try (ReferenceNetwork network = new ReferenceNetwork(RUN, 1)) {
      examples(0, 200).forEach(network::learn);
      network.finish();

      // When
      double before = network.accuracyOn(stored(0, 40));
      for (int i = 0; i < 20; i++) {
        assertThat(network.accuracyOn(wrong)).isZero();
      }

      // Then
      assertThat(before).isEqualTo(1);
      assertThat(network.accuracyOn(stored(0, 40))).isEqualTo(1);
      assertThat(network.accuracyOn(List.of())).isNaN();
    }
  }

  @Test
  void shouldKeepOnlyHoldoutsOfTheNewestWindows() {
    // Given
    ScorecardHoldouts heldOut =
        new ScorecardHoldouts(5, new SampleRule(false, 2, 2), new RandomStreams(1));
    for (int window = 0; window < 3; window++) {
      heldOut.open(window, null);
      heldOut.addTask("t" + window);

      // When
      examples(10 * window, 10 * window + 4).forEach(heldOut::addEvaluateExample);
      examples(10 * window + 4, 10 * window + 10).forEach(heldOut::addFromShare);
    }

    // Then
    assertThat(heldOut.of(0)).isEmpty();
    assertThat(keys(heldOut.of(1))).hasSize(5).isSubsetOf(keys(stored(10, 20)));
    assertThat(keys(heldOut.of(2))).hasSize(5).isSubsetOf(keys(stored(20, 30)));
  }

  @Test
  void shouldComputeTheMeanGapToANetworkTrainedFromScratch() {
    // Given: examples that a network learns perfectly
    ScorecardHoldouts heldOut =
        new ScorecardHoldouts(100, new SampleRule(false, 3, 3), new RandomStreams(1));
    for (int window = 0; window < 3; window++) {
      heldOut.open(window, null);
      heldOut.addTask("t0");
      if (window < 2) {
        heldOut.addTask("t0");
        examples(0, 10).forEach(heldOut::addEvaluateExample);
      }
    }
    FromScratch fromScratch =
        new FromScratch(RUN, new ReferenceNetworks(false, true, 50, 10, 100), new RandomStreams(1));

    // When, Then
    assertThat(fromScratch.gap(row(Map.of(0, 0.5)), heldOut, 3)).isNaN();
    examples(0, 300).forEach(fromScratch::add);
    assertThat(fromScratch.gap(row(Map.of()), heldOut, 3)).isNaN();
    // ((1 − .5) + (1 − .75))/2; window 2 has no holdout
    assertThat(fromScratch.gap(row(Map.of(0, 0.5, 1, 0.75, 2, 0.0)), heldOut, 3)).isEqualTo(0.375);
    assertThat(fromScratch.gap(row(Map.of(2, 0.0)), heldOut, 3)).isNaN();
  }

  private static AccuracyRow row(Map<Integer, Double> accuracies) {
    return new AccuracyRow(2, new TreeMap<>(accuracies));
  }
}
