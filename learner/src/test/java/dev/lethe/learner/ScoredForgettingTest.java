package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.ExampleKey;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Forgetting examples by their keys, in a learner with scorecards. */
class ScoredForgettingTest {
  private static final ReferenceNetworks ALL = new ReferenceNetworks(true, true, 60, 2, 15);

  private static final LearnerSpec SPEC =
      Streams.spec("er(memory=50)+ewc", "count(n=201)", new HoldoutRule(0.1, 20, 3), 1);

  /** In the third window, with examples that wait for a step. */
  private static final int MIDDLE = 563;

  /** Returns tasks whose examples all have other features. */
  private static List<Example> stream() {
    List<Example> stream = new ArrayList<>(Streams.task("early", 1, 5, Role.EVALUATE));
    for (int task = 0; task < 2; task++) {
      stream.addAll(Streams.task("t" + task, 2 * task, 80, Role.EVALUATE));
      stream.addAll(Streams.task("t" + task, 2 * task, 400, Role.LEARN));
    }
    Collections.shuffle(stream.subList(5, stream.size()), new Random(5));
    return stream;
  }

  private static byte[] saved(ScoredLearner learner) {
    var out = new ByteArrayOutputStream();
    learner.save(out);
    return out.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static boolean hasRow(String state, Example example) {
    ByteBuffer row = ByteBuffer.allocate(Streams.FEATURES * Float.BYTES);
    for (float value : ((Features.Floats) example.features()).values()) {
      row.putFloat(value);
    }
    return state.contains(text(row.array()));
  }

  private static Set<Long> set(long[] keys) {
    return LongStream.of(keys).boxed().collect(Collectors.toSet());
  }

  @Test
  void shouldListTheKeysOfAllRowsInTheStateAndStoreNoId() {
    // Given
    try (var learner = new ScoredLearner(SPEC, ALL, new Cards())) {
      List<Example> examples = stream().subList(0, MIDDLE);
      examples.forEach(learner::accept);

      // When
      long[] keys = learner.keys();
      assertThat(learner.snapshot().keys()).isEqualTo(keys);

      // Then
      String state = text(saved(learner));
      Set<Long> stored =
          examples.stream()
              .filter(example -> hasRow(state, example))
              .map(Example::key)
              .collect(Collectors.toSet());
      assertThat(keys).isSorted().doesNotHaveDuplicates();
      assertThat(set(keys)).isEqualTo(stored).hasSizeGreaterThan(100);
      assertThat(state).doesNotContain("-LEARN-").doesNotContain("-EVALUATE-");
    }
  }

  @Test
  void shouldForgetRowsOfTheRunAndOfItsScorecards() {
    // Given
    List<Example> stream = stream();
    Cards log = new Cards();
    try (var learner = new ScoredLearner(SPEC, ALL, log);
        var restored = new ScoredLearner(SPEC, ALL, new Cards())) {
      stream.subList(0, MIDDLE).forEach(learner::accept);
      Set<Long> all = set(learner.keys());

      // When
      Forgotten forgotten = learner.forget(all);

      // Then
      assertThat(forgotten.buffer()).isGreaterThan(50 + 60);
      assertThat(forgotten.holdouts()).isGreaterThan(2 * 15);
      assertThat(forgotten.pending()).isBetween(1, 4);
      assertThat(forgotten.rows())
          .isEqualTo(forgotten.buffer() + forgotten.holdouts() + forgotten.pending());
      assertThat(learner.keys()).isEmpty();
      String state = text(saved(learner));
      assertThat(stream.subList(0, MIDDLE)).noneMatch(example -> hasRow(state, example));
      // each LEARN example has its prediction, also those that waited for their step
      assertThat(log.recorder.predictions)
          .hasSize(
              (int)
                  stream.subList(0, MIDDLE).stream()
                      .filter(example -> example.role() == Role.LEARN)
                      .count());

      // When: a restored learner continues as well
      restored.restore(new ByteArrayInputStream(saved(learner)));
      assertThat(restored.digest()).isEqualTo(learner.digest());
      stream.subList(MIDDLE, stream.size()).forEach(learner::accept);
      stream.subList(MIDDLE, stream.size()).forEach(restored::accept);

      // Then
      assertThat(restored.digest()).isEqualTo(learner.digest());
      assertThat(set(learner.keys())).hasSizeGreaterThan(100).doesNotContainAnyElementsOf(all);
      assertThat(log.scorecards).hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void shouldChangeNothingButPredictionsWhenNoRowHasTheKey() {
    // Given
    try (var learner = new ScoredLearner(SPEC, ALL, new Cards())) {
      stream().subList(0, MIDDLE).forEach(learner::accept);
      byte[] before = learner.digest();

      // When
      Forgotten forgotten = learner.forget(Set.of(ExampleKey.of("unknown")));

      // Then
      assertThat(forgotten).isEqualTo(new Forgotten(0, 0, 0));
      assertThat(learner.digest()).isEqualTo(before);
    }
  }

  @Test
  void shouldTakePendingExamplesOutOfTheirStep() {
    // Given: four of the five examples of a step, of which none has a prediction
    Recorder recorder = new Recorder();
    Recorder without = new Recorder();
    LearnerSpec spec = Streams.spec("naive", "field", new HoldoutRule(0, 1, 1), 1);
    try (Learner learner = new Learner(spec, recorder);
        Learner twin = new Learner(spec, without)) {
      for (int i = 0; i < 4; i++) {
        learner.accept(Streams.learn("e" + i, i, "a"));
      }

      // When
      Forgotten forgotten = learner.forget(Set.of(ExampleKey.of("e1"), ExampleKey.of("e3")));

      // Then
      assertThat(forgotten).isEqualTo(new Forgotten(0, 0, 2));
      assertThat(recorder.predictions).hasSize(4);
      assertThat(learner.step()).isZero();
      for (int i = 0; i < 9; i++) {
        if (i > 3) {
          learner.accept(Streams.learn("e" + i, i % 4, "a"));
        }
        if (i != 1 && i != 3) {
          twin.accept(Streams.learn("e" + i, i % 4, "a"));
        }
      }
      assertThat(learner.step()).isEqualTo(1);
      assertThat(learner.parameters()).usingRecursiveComparison().isEqualTo(twin.parameters());
    }
  }
}
