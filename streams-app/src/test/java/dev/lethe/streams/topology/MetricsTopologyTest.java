package dev.lethe.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.Topics;
import dev.lethe.schemas.WindowState;
import dev.lethe.streams.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTopologyTest {
  private final Topics topics = new Topics("t");
  private final SwitchableRegistry registry = new SwitchableRegistry();
  private final AvroSerdes serdes = new AvroSerdes(registry, true);
  @TempDir private Path stateDir;
  private MetricsDriver driver;
  private TestInputTopic<String, Prediction> predictions;
  private TestInputTopic<String, Evaluation> evaluations;
  private TestInputTopic<String, TaskWindow> windows;
  private TestInputTopic<String, Scorecard> scorecards;
  private TestInputTopic<String, Health> health;
  private TestInputTopic<byte[], byte[]> raw;
  private TestOutputTopic<String, RunMetrics> metrics;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void startDriver() {
    driver = new MetricsDriver(topics, serdes, stateDir);
    predictions = driver.input(topics.predictions());
    evaluations = driver.input(topics.evaluations());
    windows = driver.input(topics.windows());
    scorecards = driver.input(topics.scorecards());
    health = driver.input(topics.health());
    raw = driver.rawInput(topics.predictions());
    metrics = driver.metrics();
    deadLetters = driver.deadLetters();
  }

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @Test
  void shouldDescribeItselfAsPublished() throws IOException {
    try (var golden = getClass().getResourceAsStream("/topology.txt")) {
      assertThat(
              MetricsTopology.build(topics, serdes, MetricsDriver.props(topics, stateDir), Map.of())
                  .describe()
                  .toString()
                  .strip())
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  @Test
  void shouldPublishOncePerIntervalWhenOnlyPredictionsArrive() {
    // Given
    for (int i = 0; i < 100; i++) {
      predictions.pipeInput("r", Events.prediction("r", i, 0, i % 4 != 0));
    }
    assertThat(metrics.isEmpty()).isTrue();

    // When
    driver.advanceWallClockTime(MetricsProcessor.PUBLISH_EVERY);
    driver.advanceWallClockTime(MetricsProcessor.PUBLISH_EVERY);

    // Then
    List<TestRecord<String, RunMetrics>> published = metrics.readRecordsToList();
    assertThat(published).as("an unchanged run is not published again").hasSize(1);
    assertThat(published.get(0).key()).isEqualTo("r");
    assertThat(published.get(0).getRecordTime())
        .isEqualTo(MetricsDriver.START.plus(MetricsProcessor.PUBLISH_EVERY));
    RunMetrics value = published.get(0).value();
    assertThat(value.getExamples()).isEqualTo(100);
    assertThat(value.getPrequential().getCumulative()).isEqualTo(.75);
    assertThat(value.getEventTime()).isEqualTo(Instant.ofEpochMilli(1_099));
    assertThat(value.getStep()).isEqualTo(9);
  }

  @Test
  void shouldCountButNotScoreWhenLabelIsUnknown() {
    // Given
    predictions.pipeInput("r", Events.prediction("r", 0, 0, true));

    // When
    predictions.pipeInput("r", Events.prediction("r", 1, 0, 5, null));

    // Then
    driver.advanceWallClockTime(MetricsProcessor.PUBLISH_EVERY);
    RunMetrics value = metrics.readValue();
    assertThat(value.getExamples()).isEqualTo(2);
    assertThat(value.getScored()).isEqualTo(1);
    assertThat(value.getPrequential().getCumulative()).isEqualTo(1.0);
  }

  @Test
  void shouldPublishAtOnceWhenWindowEndIsEvaluated() {
    // Given
    evaluations.pipeInput("r", Events.windowEnd("r", 0, 90, 10, 12));
    evaluations.pipeInput("r", Events.windowEnd("r", 1, 93, 88, 15));

    // When
    evaluations.pipeInput("r", Events.windowEnd("r", 2, 60, 65, 85));

    // Then
    List<RunMetrics> published = metrics.readValuesToList();
    assertThat(published).hasSize(3);
    assertThat(published.get(0).getAverageForgetting()).isNull();
    assertThat(published.get(2).getAverageForgetting()).isEqualTo(.28, within(1e-12));
    assertThat(published.get(2).getBackwardTransfer()).isEqualTo(-.265, within(1e-12));
  }

  @Test
  void shouldPublishAtOnceWhenWindowCloses() {
    // When
    windows.pipeInput("r", Events.window("r", 0, WindowState.OPENED));
    windows.pipeInput("r", Events.window("r", 0, WindowState.CLOSED));

    // Then
    List<RunMetrics> published = metrics.readValuesToList();
    assertThat(published).extracting(RunMetrics::getWindowsClosed).containsExactly(0, 1);
    assertThat(published.get(1).getWindows().get(0).getTask()).isEqualTo("task-0");
  }

  @Test
  void shouldKeepRunsApart() {
    // When
    predictions.pipeInput("a", Events.prediction("a", 0, 0, true));
    predictions.pipeInput("b", Events.prediction("b", 0, 0, false));
    health.pipeInput("b", Events.health("b", Map.of("loss", .5)));

    // Then
    driver.advanceWallClockTime(MetricsProcessor.PUBLISH_EVERY);
    Map<String, RunMetrics> byRun = metrics.readKeyValuesToMap();
    assertThat(byRun.get("a").getPrequential().getCumulative()).isEqualTo(1.0);
    assertThat(byRun.get("a").getHealth()).isEmpty();
    assertThat(byRun.get("b").getPrequential().getCumulative()).isEqualTo(0.0);
    assertThat(byRun.get("b").getHealth()).containsEntry("loss", .5);
  }

  @Test
  void shouldKeepTheNewestScorecardBesideHealth() {
    // Given
    scorecards.pipeInput("r", Events.scorecard("r", 0, .9));
    health.pipeInput("r", Events.health("r", Map.of("loss", .25)));

    // When
    scorecards.pipeInput("r", Events.scorecard("r", 1, .7));

    // Then
    assertThat(metrics.isEmpty()).isTrue();
    driver.advanceWallClockTime(MetricsProcessor.PUBLISH_EVERY);
    RunMetrics value = metrics.readValue();
    assertThat(value.getScorecard()).isEqualTo(Events.scorecard("r", 1, .7));
    assertThat(value.getHealth()).isEqualTo(Map.of("loss", .25));
    assertThat(value.getStep()).isEqualTo(200);
    assertThat(value.getEventTime()).isEqualTo(Instant.ofEpochMilli(4_001));
  }

  @Test
  void shouldDropStateWhenRunIsIdleForLong() {
    // Given
    predictions.pipeInput("old", Events.prediction("old", 0, 0, true));
    driver.advanceWallClockTime(Duration.ofDays(RunRetirement.MAX_IDLE_DAYS));
    predictions.pipeInput("new", Events.prediction("new", 0, 0, true));

    // When
    driver.advanceWallClockTime(MetricsProcessor.RETIRE_EVERY);

    // Then
    assertThat(driver.store(MetricsProcessorSupplier.PROGRESS).get("old")).isNull();
    assertThat(driver.store(MetricsProcessorSupplier.WINDOWS).get("old")).isNull();
    assertThat(driver.store(MetricsProcessorSupplier.PROGRESS).get("new")).isNotNull();
  }

  @Test
  void shouldGoOnWhenRecordIsUnreadable() {
    // When
    raw.pipeInput("r".getBytes(StandardCharsets.UTF_8), new byte[] {9, 9, 9});
    predictions.pipeInput("r", Events.prediction("r", 0, 0, true));

    // Then: that the bytes reach the dead letters is seen in StreamsAppIT only, because this driver
    // drops what a deserialization handler sends in a transaction.
    driver.advanceWallClockTime(MetricsProcessor.PUBLISH_EVERY);
    assertThat(metrics.readValue().getExamples()).isEqualTo(1);
  }

  @Test
  void shouldGoOnWhenEventSaysWhatCannotBe() {
    // When
    predictions.pipeInput("r", Events.prediction("r", 0, -1, true));
    predictions.pipeInput("r", Events.prediction("other", 1, 0, true));
    predictions.pipeInput("r", (Prediction) null);
    predictions.pipeInput("r", Events.prediction("r", 2, 0, true));

    // Then
    assertThat(deadLetters.readRecordsToList())
        .extracting(
            dead ->
                new String(
                    dead.headers().lastHeader("__streams.errors.message").value(),
                    StandardCharsets.UTF_8))
        .containsExactly(
            "window: got -1, expected 0 or more",
            "run: got 'other', expected the key 'r'",
            "key r: got a record without value, expected both key and value");
    driver.advanceWallClockTime(MetricsProcessor.PUBLISH_EVERY);
    assertThat(metrics.readValue().getExamples()).isEqualTo(1);
  }

  @Test
  void shouldFailRatherThanBuryRecordWhenRegistryDoesNotAnswer() {
    // Given
    registry.available = false;

    // When
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> predictions.pipeInput("r", Events.prediction("r", 0, 0, true)))
        .withRootCauseInstanceOf(SchemaRegistry.RegistryUnavailableException.class);

    // Then
    assertThat(deadLetters.isEmpty()).isTrue();
  }
}
