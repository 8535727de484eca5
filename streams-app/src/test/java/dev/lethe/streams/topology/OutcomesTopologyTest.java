package dev.lethe.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Outcomes;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.Topics;
import dev.lethe.streams.Events;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics from outcomes, which runs publish in place of predictions. */
class OutcomesTopologyTest {
  private final Topics topics = new Topics("t");
  @TempDir private Path stateDir;
  private MetricsDriver driver;
  private TestInputTopic<String, Outcomes> outcomes;
  private TestOutputTopic<String, RunMetrics> metrics;

  @BeforeEach
  void startDriver() {
    driver = new MetricsDriver(topics, new AvroSerdes(new SwitchableRegistry(), true), stateDir);
    outcomes = driver.input(topics.outcomes());
    metrics = driver.metrics();
  }

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @Test
  void shouldReportTheSameMetricsFromOutcomesAsFromPredictions() {
    // Given 2,400 predictions in two windows, some without a label
    TestInputTopic<String, Prediction> predictions = driver.input(topics.predictions());
    for (int i = 0; i < 2_400; i++) {
      predictions.pipeInput("r", Events.prediction("r", i, i / 1_200, i * i % 7, label(i)));
    }

    // When another run publishes the same ones, up to 400 in a record
    for (int first = 0; first < 2_400; first += 400) {
      List<Integer> all = IntStream.range(first, first + 400).boxed().toList();
      Prediction last = Events.prediction("r", first + 399, 0, true);
      outcomes.pipeInput(
          "s",
          new Outcomes(
              "s",
              first / 1_200,
              last.getEventTime(),
              last.getModelStep(),
              all.stream().map(i -> i * i % 7).toList(),
              all.stream().map(i -> label(i) == null ? -1 : label(i)).toList()));
    }

    // Then
    driver.advanceWallClockTime(MetricsProcessor.PUBLISH_EVERY);
    Map<String, RunMetrics> published = metrics.readKeyValuesToMap();
    RunMetrics expected = RunMetrics.newBuilder(published.get("r")).setRun("s").build();
    assertThat(published.get("s")).isEqualTo(expected);
    assertThat(expected.getExamples()).isEqualTo(2_400);
    assertThat(expected.getWindows()).hasSize(2);
  }

  @Test
  void shouldRefuseOutcomesWithoutOneLabelEach() {
    // When
    outcomes.pipeInput(
        "r", new Outcomes("r", 0, Instant.ofEpochMilli(1), 1L, List.of(1, 2), List.of(1)));

    // Then
    driver.advanceWallClockTime(MetricsProcessor.PUBLISH_EVERY);
    assertThat(metrics.isEmpty()).isTrue();
    assertThat(driver.deadLetters().getQueueSize()).isOne();
  }

  private static Integer label(int i) {
    return i % 11 == 0 ? null : Integer.valueOf(i % 5);
  }
}
