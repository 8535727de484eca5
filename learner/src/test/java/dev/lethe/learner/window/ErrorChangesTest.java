package dev.lethe.learner.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.state.StateBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without kswin, which compares 100 values only and misses small and gradual changes of errors. */
class ErrorChangesTest {
  private static Stream<String> detectors() {
    return Stream.of("adwin", "hddm-a", "hddm-w", "ddm", "eddm", "page-hinkley");
  }

  private static ErrorChanges changes(String detector) {
    return new ErrorChanges(detector, RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {1, 2}));
  }

  /** Returns 0/1 errors, with the given probability of an error at each position. */
  private static List<List<Double>> errors(int length, IntToDoubleFunction probability) {
    var random = new Random(7);
    List<List<Double>> errors = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      errors.add(List.of(random.nextDouble() < probability.applyAsDouble(i) ? 1.0 : 0.0));
    }
    return errors;
  }

  private static List<Integer> positions(ErrorChanges changes, List<List<Double>> errors) {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < errors.size(); i++) {
      if (changes.detectsChangeAt(errors.get(i))) {
        positions.add(i);
      }
    }
    return positions;
  }

  /** Returns the probability of errors that rise from 0.05 to 0.5 and fall again. */
  private static double hump(int i, int start, int length) {
    double x = (i - start) / (double) length;
    return 0.05 + (x < 0 || x > 1 ? 0 : 0.9 * Math.min(x, 1 - x));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void shouldDetectAChangeOnceWhileTheErrorsRiseAndFall(String detector) {
    // When, Then
    assertThat(positions(changes(detector), errors(6000, i -> hump(i, 2000, 1800))))
        .singleElement()
        .satisfies(position -> assertThat(position).isBetween(2001, 3000));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void shouldDetectTheNextChangeSoonAfterTheErrorsAreBack(String detector) {
    // Given: the errors are back after 200 values, and rise again 300 values later
    List<List<Double>> errors =
        errors(4000, i -> i >= 2000 && i < 2200 || i >= 2500 && i < 2700 ? 0.8 : 0.02);

    // When, Then
    assertThat(positions(changes(detector), errors))
        .satisfiesExactly(
            first -> assertThat(first).isBetween(2001, 2100),
            second -> assertThat(second).isBetween(2501, 2600));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void shouldDetectAnAbruptChangeAtTheEndOfTheWaitForTheOneBefore(String detector) {
    // Given: the errors stay above their level before, and rise again after 1000 values
    List<List<Double>> errors = errors(7000, i -> i < 2000 ? 0.02 : i < 3000 ? 0.3 : 0.9);

    // When, Then
    assertThat(positions(changes(detector), errors))
        .satisfiesExactly(
            first -> assertThat(first).isBetween(2001, 2150),
            second -> assertThat(second).isBetween(4001, 4150));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void shouldNotDetectAChangeFromWhichTheModelRecoversDuringTheWait(String detector) {
    // Given
    List<List<Double>> errors =
        errors(
            7000, i -> i < 2000 ? 0.02 : i < 3000 ? 0.3 : i < 3200 ? 0.9 : i < 5000 ? 0.3 : 0.02);

    // When, Then
    assertThat(positions(changes(detector), errors))
        .singleElement()
        .satisfies(position -> assertThat(position).isBetween(2001, 2150));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void shouldDetectAChangeFromTheNewLevelWhenTheErrorsDoNotComeBack(String detector) {
    // Given: the wait ends at about 4000
    List<List<Double>> errors = errors(8000, i -> i < 2000 ? 0.02 : i < 5000 ? 0.3 : 0.9);

    // When, Then
    assertThat(positions(changes(detector), errors))
        .satisfiesExactly(
            first -> assertThat(first).isBetween(2001, 2150),
            second -> assertThat(second).isBetween(5001, 5100));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void shouldContinueToWaitWhenRestored(String detector) {
    // Given: two changes, and a third one during the wait for the second
    List<List<Double>> errors =
        errors(
            7000, i -> i < 1000 ? 0.02 : i < 1100 ? 0.9 : i < 2000 ? 0.02 : i < 3000 ? 0.3 : 0.9);
    List<Integer> expected = positions(changes(detector), errors);
    assertThat(expected).hasSize(3);

    for (int at : new int[] {1050, 1120, 2500, 3900}) {
      ErrorChanges straight = changes(detector);
      positions(straight, errors.subList(0, at));
      ErrorChanges restored = changes(detector);

      // When
      StateBytes.copy(straight, restored);

      // Then
      List<List<Double>> rest = errors.subList(at, errors.size());
      assertThat(positions(restored, rest))
          .as("restored at %d", at)
          .isEqualTo(positions(straight, rest));
    }
  }
}
