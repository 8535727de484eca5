package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.stream.TaskWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases "drift-second-cut" and "drift without labels": one change causes one cut. */
class OneChangeOneCutTest {
  private static final List<String> DETECTORS =
      List.of("adwin", "hddm-a", "hddm-w", "ddm", "eddm", "page-hinkley", "kswin");
  private static final String REPLAY = "er(memory=500)";

  private static Stream<List<String>> methodsAndDetectors() {
    return Stream.of("naive", REPLAY).flatMap(m -> DETECTORS.stream().map(d -> List.of(m, d)));
  }

  private static Stream<String> detectors() {
    return DETECTORS.stream();
  }

  private static List<Long> cuts(String method, String windows, List<Example> stream) {
    var recorder = new Recorder();
    try (var learner =
        new Learner(Streams.spec(method, windows, HoldoutRule.DEFAULT, 1), recorder)) {
      stream.forEach(learner::accept);
    }
    return recorder.closed.stream().map(TaskWindow::examples).toList();
  }

  /** Returns 8000 examples of two classes whose labels are swapped at each of some examples. */
  private static List<Example> swapped(int... changes) {
    var random = new Random(3);
    List<Example> stream = new ArrayList<>();
    int swaps = 0;
    for (int i = 0; i < 8000; i++) {
      swaps += swaps < changes.length && i == changes[swaps] ? 1 : 0;
      int cloud = random.nextInt(2);
      int label = swaps % 2 == 0 ? cloud : 1 - cloud;
      stream.add(new Example("e" + i, i, Streams.cloud(cloud, random), label, null, Role.LEARN));
    }
    return stream;
  }

  @ParameterizedTest
  @MethodSource("methodsAndDetectors")
  void shouldCutOncePerChangeOfTheLabels(List<String> methodAndDetector) {
    // Given
    String method = methodAndDetector.get(0);
    String windows = "drift(detector=" + methodAndDetector.get(1) + ")";

    // When, Then
    assertThat(cuts(method, windows, swapped(3000)))
        .singleElement()
        .satisfies(cut -> assertThat(cut).isBetween(3001L, 3100L));
    assertThat(cuts(method, windows, swapped(2500, 5500)))
        .hasSize(2)
        .satisfies(
            ends -> {
              assertThat(ends.get(0)).isBetween(2501L, 2600L);
              assertThat(ends.get(1)).isBetween(5501L, 5600L);
            });
  }

  /**
   * Returns examples of two classes.
   *
   * @param swapped probability by position that the label is that of the other class
   */
  private static List<Example> mixed(int length, long seed, IntToDoubleFunction swapped) {
    var random = new Random(seed);
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      int cloud = random.nextInt(2);
      int label = random.nextDouble() < swapped.applyAsDouble(i) ? 1 - cloud : cloud;
      stream.add(new Example("e" + i, i, Streams.cloud(cloud, random), label, null, Role.LEARN));
    }
    return stream;
  }

  /** Returns a stream whose labels become those of the other class, from 3000 to 5000. */
  private static List<Example> gradual(long seed) {
    return mixed(6000, seed, i -> Math.max(0, Math.min(1, (i - 3000) / 2000.0)));
  }

  /** Requires one cut during a change; of kswin, which compares 100 values, at most one. */
  private static void requireOneCut(List<Long> cuts, String detector) {
    if (!detector.equals("kswin")) {
      assertThat(cuts).singleElement().satisfies(cut -> assertThat(cut).isBetween(3001L, 4000L));
    } else {
      assertThat(cuts).hasSizeLessThanOrEqualTo(1).allMatch(cut -> cut > 3000);
    }
  }

  @ParameterizedTest
  @MethodSource("methodsAndDetectors")
  void shouldCutOncePerGradualChangeOfTheLabels(List<String> methodAndDetector) {
    // Given
    String method = methodAndDetector.get(0);
    String detector = methodAndDetector.get(1);
    for (long seed = 1; seed <= 2; seed++) {
      // When
      List<Long> cuts = cuts(method, "drift(detector=" + detector + ")", gradual(seed));

      // Then
      requireOneCut(cuts, detector);
    }
  }

  @ParameterizedTest
  @MethodSource("methodsAndDetectors")
  void shouldNotCutAStreamWithoutAChange(List<String> methodAndDetector) {
    // When, Then: one label in ten is wrong
    assertThat(
            cuts(
                methodAndDetector.get(0),
                "drift(detector=" + methodAndDetector.get(1) + ")",
                mixed(4000, 1, i -> 0.1)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void shouldCutOncePerGradualChangeOfTheLoss(String detector) {
    // When, Then
    requireOneCut(cuts(REPLAY, "drift(detector=" + detector + ",on=loss)", gradual(1)), detector);
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void shouldCutOncePerChangeOfTheLoss(String detector) {
    // When, Then
    assertThat(cuts(REPLAY, "drift(detector=" + detector + ",on=loss)", swapped(3000)))
        .singleElement()
        .satisfies(cut -> assertThat(cut).isBetween(3001L, 3100L));
  }

  /** Returns 4000 examples of which some features are shifted by a number from 2000 to 3000. */
  private static List<Example> shifted(double shift, int shiftedFeatures, boolean labelled) {
    var random = new Random(5);
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      float[] values = new float[20];
      for (int f = 0; f < values.length; f++) {
        boolean isShifted = i >= 2000 && i < 3000 && f < shiftedFeatures;
        // one feature has a scale of its own
        double scale = f == 19 ? 1000 : 1;
        values[f] = (float) (scale * (random.nextGaussian() + (isShifted ? shift : 0)));
      }
      int label = labelled ? random.nextInt(2) : Example.UNLABELLED;
      stream.add(new Example("e" + i, i, new Features.Floats(values), label, null, Role.LEARN));
    }
    return stream;
  }

  private static LearnerSpec twentyFeatures(String windows) {
    return LearnerSpec.builder(20, 2)
        .method("naive")
        .model("mlp(hidden=4)")
        .windows(windows)
        .build();
  }

  private static List<Long> cutsOfFeatures(String detector, List<Example> stream) {
    var recorder = new Recorder();
    String windows = "drift(detector=" + detector + ",on=features,min=100)";
    try (var learner = new Learner(twentyFeatures(windows), recorder)) {
      stream.forEach(learner::accept);
    }
    return recorder.closed.stream().map(TaskWindow::examples).toList();
  }

  @ParameterizedTest
  @CsvSource({"5,20,false", "-5,20,false", "5,20,true", "-5,20,true", "5,1,false", "-5,1,true"})
  void shouldCutSoonAfterEachShiftOfTheFeaturesWithAndWithoutLabels(
      double shift, int shiftedFeatures, boolean labelled) {
    // When, Then
    assertThat(cutsOfFeatures("adwin", shifted(shift, shiftedFeatures, labelled)))
        .hasSize(2)
        .satisfies(
            ends -> {
              assertThat(ends.get(0)).isBetween(2001L, 2100L);
              assertThat(ends.get(1)).isBetween(3001L, 3100L);
            });
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void shouldCutOncePerGradualShiftOfTheFeatures(String detector) {
    // Given
    var random = new Random(5);
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      double shift = random.nextDouble() < (i - 3000) / 2000.0 ? 5 : 0;
      float[] values = new float[20];
      for (int f = 0; f < values.length; f++) {
        values[f] = (float) (random.nextGaussian() + shift);
      }
      var features = new Features.Floats(values);
      stream.add(new Example("e" + i, i, features, Example.UNLABELLED, null, Role.LEARN));
    }

    // When, Then
    assertThat(cutsOfFeatures(detector, stream))
        .singleElement()
        .satisfies(cut -> assertThat(cut).isBetween(3001L, 4500L));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void shouldCutSoonAfterAShiftOfTheFeatures(String detector) {
    // When, Then
    assertThat(cutsOfFeatures(detector, shifted(5, 20, false).subList(0, 3000)))
        .singleElement()
        .satisfies(cut -> assertThat(cut).isBetween(2001L, 2100L));
  }

  @Test
  void shouldCutAtTheSameUnlabelledExampleWhenPredictionsAreRequestedInBetween() {
    // Given
    String windows = "drift(detector=adwin,on=features,min=100)";
    var recorder = new Recorder();
    List<Example> stream = shifted(5, 20, false);

    // When
    try (var learner = new Learner(twentyFeatures(windows), recorder)) {
      for (Example example : stream) {
        learner.accept(example);
        learner.predictPending();
      }
    }

    // Then
    assertThat(recorder.closed.stream().map(TaskWindow::examples).toList())
        .isEqualTo(cutsOfFeatures("adwin", stream));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void shouldResetOncePerChange(String detector) {
    // Given
    var recorder = new Recorder();
    String method = "naive+network-reset(when=drift:" + detector + ")";

    // When
    try (var learner =
        new Learner(Streams.spec(method, "field", HoldoutRule.DEFAULT, 1), recorder)) {
      swapped(3000).forEach(learner::accept);
    }

    // Then
    assertThat(recorder.health.get(recorder.health.size() - 1))
        .containsEntry("network-reset.renewals", 1.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"adwin", "hddm-a", "hddm-w", "ddm", "eddm", "page-hinkley"})
  void shouldResetOncePerGradualChange(String detector) {
    // Given
    var recorder = new Recorder();
    String method = "naive+network-reset(when=drift:" + detector + ")";

    // When
    try (var learner =
        new Learner(Streams.spec(method, "field", HoldoutRule.DEFAULT, 1), recorder)) {
      gradual(1).forEach(learner::accept);
    }

    // Then
    assertThat(recorder.health.get(recorder.health.size() - 1))
        .containsEntry("network-reset.renewals", 1.0);
  }
}
