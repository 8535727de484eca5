package dev.lethe.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.Prediction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final List<Long> EXPECTED = List.of(0L, 1L, 2L);
  private static final RunOutput.Metrics METRICS = new RunOutput.Metrics("m", "m", "m");

  @Test
  void shouldFindNothingInEqualRuns() {
    // When
    Comparison comparison = compare(run -> run);
    // Then
    assertThat(comparison.same()).isTrue();
    assertThat(comparison.summary(9))
        .isEqualTo("rounds=9 lost=0 doubled=0 differing=0 recovery_p99_s=2.0");
  }

  @Test
  void shouldFindALostPrediction() {
    // When
    Comparison comparison = compare(run -> with(run, run.predictions().subList(0, 2)));
    // Then
    assertThat(comparison.same()).isFalse();
    assertThat(comparison.lost()).isEqualTo(1);
    assertThat(comparison.differences()).singleElement().asString().startsWith("prediction 2: got");
  }

  @Test
  void shouldFindADoubledPrediction() {
    // Given
    var doubled = new ArrayList<>(predictions());
    doubled.add(prediction(1, 0.5));
    // When
    Comparison comparison = compare(run -> with(run, doubled));
    // Then
    assertThat(comparison.same()).isFalse();
    assertThat(comparison.doubled()).isEqualTo(1);
    assertThat(comparison.lost()).isZero();
  }

  @Test
  void shouldFindAnotherConfidence() {
    // When
    Comparison comparison =
        compare(
            run ->
                with(run, List.of(prediction(0, 0.5), prediction(1, 0.501), prediction(2, 0.5))));
    // Then
    assertThat(comparison.same()).isFalse();
    assertThat(comparison.differences()).containsExactly("confidence 1: got 0.501, expected 0.5");
  }

  @Test
  void shouldAcceptTheLastBitOfAConfidence() {
    // Given two floats that round to other digits
    float confidence = 0.79705f;
    List<Prediction> ours = List.of(prediction(0, confidence));
    List<Prediction> twins = List.of(prediction(0, Math.nextUp(confidence)));
    // When
    Comparison comparison =
        Comparison.of(
            List.of(0L), with(output(Trial.RUN), ours), with(output(Trial.TWIN), twins), List.of());
    // Then
    assertThat(comparison.differences()).isEmpty();
  }

  @Test
  void shouldFindOtherEvaluationsWindowsAndDigests() {
    // When
    Comparison comparison =
        compare(
            run ->
                new RunOutput(
                    run.run(),
                    run.predictions(),
                    List.of("e0", "e0"),
                    List.of(),
                    "other",
                    "another",
                    METRICS));
    // Then
    assertThat(comparison.differences())
        .containsExactly(
            "evaluation 1: got e0, expected e1",
            "window 0: got nothing, expected w0",
            "final digest 0: got other, expected digest",
            "final digest 1: got another, expected checkpoint");
  }

  @Test
  void shouldFindMetricsThatAreNotThoseOfTheRecords() {
    // When
    Comparison comparison =
        compare(
            run ->
                new RunOutput(
                    run.run(),
                    run.predictions(),
                    run.evaluations(),
                    run.windows(),
                    run.digest(),
                    run.checkpoint(),
                    new RunOutput.Metrics("m", "m", "older")));
    // Then
    assertThat(comparison.differences())
        .containsExactly("published and shown metrics of chaos 1: got older, expected m");
  }

  private static Comparison compare(UnaryOperator<RunOutput> fault) {
    return Comparison.of(
        EXPECTED,
        fault.apply(output(Trial.RUN)),
        output(Trial.TWIN),
        List.of(new Recovery(Duration.ofSeconds(2), false)));
  }

  private static RunOutput output(String run) {
    return new RunOutput(
        run, predictions(), List.of("e0", "e1"), List.of("w0"), "digest", "checkpoint", METRICS);
  }

  private static RunOutput with(RunOutput run, List<Prediction> predictions) {
    return new RunOutput(
        run.run(),
        predictions,
        run.evaluations(),
        run.windows(),
        run.digest(),
        run.checkpoint(),
        run.metrics());
  }

  private static List<Prediction> predictions() {
    return LongStream.range(0, EXPECTED.size())
        .mapToObj(offset -> prediction(offset, 0.5))
        .toList();
  }

  private static Prediction prediction(long offset, double confidence) {
    return Prediction.newBuilder()
        .setRun("any")
        .setId("e" + offset)
        .setPartition(0)
        .setOffset(offset)
        .setEventTime(Instant.EPOCH)
        .setPredicted(3)
        .setConfidence((float) confidence)
        .setModelStep(7)
        .setWindow(0)
        .build();
  }
}
