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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases "drift-second-cut" and "drift without labels": one change causes one cut. */
class OneChangeOneCutTest {
  // slow enough that every detector gets enough errors
  private static final String METHOD = "naive+sgd(lr=0.01)";

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
  @ValueSource(strings = {"adwin", "hddm-a", "hddm-w", "ddm", "eddm", "page-hinkley", "kswin"})
  void shouldCutOncePerChange(String detector) {
    // Given
    String windows = "drift(detector=" + detector + ")";

    // When, Then
    assertThat(cuts(METHOD, windows, swapped())).isEmpty();
    assertThat(cuts(METHOD, windows, swapped(3000)))
        .singleElement()
        .satisfies(cut -> assertThat(cut).isBetween(3000L, 3400L));
  }

  // without hddm-w and kswin, whose false alarm on a burst of errors cuts this stream once more
  @ParameterizedTest
  @ValueSource(strings = {"adwin", "hddm-a", "ddm", "eddm", "page-hinkley"})
  void shouldCutTwiceWhenThereAreTwoChanges(String detector) {
    // Given
    String windows = "drift(detector=" + detector + ")";

    // When, Then
    assertThat(cuts(METHOD, windows, swapped(2500, 5500)))
        .hasSize(2)
        .satisfies(
            ends -> {
              assertThat(ends.get(0)).isBetween(2500L, 2900L);
              assertThat(ends.get(1)).isBetween(5500L, 5900L);
            });
  }

  @Test
  void shouldNotCutAgainAtTheEndOfTheMinimumLengthWhenTheReplayMemoryIsStale() {
    // When, Then
    assertThat(cuts("er(memory=500)", "drift", swapped(3000)))
        .singleElement()
        .satisfies(cut -> assertThat(cut).isBetween(3000L, 3100L));
  }

  private static List<Example> shifted(double shift, boolean labelled) {
    var random = new Random(5);
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      float[] values = new float[Streams.FEATURES];
      for (int f = 0; f < values.length; f++) {
        values[f] = (float) (random.nextGaussian() + (i < 1000 ? 0 : shift));
      }
      int label = labelled ? random.nextInt(2) : Example.UNLABELLED;
      stream.add(new Example("e" + i, i, new Features.Floats(values), label, null, Role.LEARN));
    }
    return stream;
  }

  @ParameterizedTest
  @CsvSource({"5,false", "-5,false", "5,true", "-5,true"})
  void shouldCutSoonAfterAShiftOfTheFeaturesWithAndWithoutLabels(double shift, boolean labelled) {
    // When
    List<Long> cuts =
        cuts("naive", "drift(detector=adwin,on=features,min=100)", shifted(shift, labelled));

    // Then
    assertThat(cuts).singleElement().satisfies(cut -> assertThat(cut).isBetween(1000L, 1100L));
  }

  @Test
  void shouldCutAtTheSameUnlabelledExampleWhenPredictionsAreRequestedInBetween() {
    // Given
    String windows = "drift(detector=adwin,on=features,min=100)";
    var recorder = new Recorder();

    // When
    try (var learner =
        new Learner(Streams.spec("naive", windows, HoldoutRule.DEFAULT, 1), recorder)) {
      for (Example example : shifted(5, false)) {
        learner.accept(example);
        learner.predictPending();
      }
    }

    // Then
    assertThat(recorder.closed.stream().map(TaskWindow::examples).toList())
        .isEqualTo(cuts("naive", windows, shifted(5, false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"adwin", "hddm-a", "hddm-w", "ddm", "eddm", "page-hinkley", "kswin"})
  void shouldResetOncePerChange(String detector) {
    // Given
    var recorder = new Recorder();
    String method = METHOD + "+network-reset(when=drift:" + detector + ")";

    // When
    try (var learner =
        new Learner(Streams.spec(method, "field", HoldoutRule.DEFAULT, 1), recorder)) {
      swapped(3000).forEach(learner::accept);
    }

    // Then
    assertThat(recorder.health.get(recorder.health.size() - 1))
        .containsEntry("network-reset.renewals", 1.0);
  }
}
