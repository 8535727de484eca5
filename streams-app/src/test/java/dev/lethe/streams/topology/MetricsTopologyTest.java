package dev.lethe.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.Outcomes;
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
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTopologyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Topics topics = new Topics("t");
  private final SwitchableRegistry registry = new SwitchableRegistry();
  private final AvroSerdes serdes = new AvroSerdes(registry, true);
  @TempDir private Path stateDir;
  private TopologyTestDriver driver;
  private TestInputTopic<String, Prediction> predictions;
  private TestInputTopic<String, Outcomes> outcomes;
  private TestInputTopic<String, Evaluation> evaluations;
  private TestInputTopic<String, TaskWindow> windows;
  private TestInputTopic<String, Scorecard> scorecards;
  private TestInputTopic<String, Health> health;
  private TestInputTopic<byte[], byte[]> raw;
  private TestOutputTopic<String, RunMetrics> metrics;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void startDriver() {
    driver =
        new TopologyTestDriver(
            MetricsTopology.build(topics, serdes, props(), Map.of()), props(), START);
    predictions = input(topics.predictions());
    outcomes = input(topics.outcomes());
    evaluations = input(topics.evaluations());
    windows = input(topics.windows());
    scorecards = input(topics.scorecards());
    health = input(topics.health());
    raw =
        driver.createInputTopic(
            topics.predictions(), new ByteArraySerializer(), new ByteArraySerializer());
    metrics =
        driver.createOutputTopic(
            topics.metrics(), new StringDeserializer(), serdes.deserializer(RunMetrics.class));
    deadLetters =
        driver.createOutputTopic(
            topics.metricsDeadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @Test
  void shouldDescribeItselfAsPublished() throws IOException {
    try (var golden = getClass().getResourceAsStream("/topology.txt")) {
      assertThat(
              MetricsTopology.build(topics, serdes, props(), Map.of())
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
        .isEqualTo(START.plus(MetricsProcessor.PUBLISH_EVERY));
    RunMetrics value = published.get(0).value();
    assertThat(value.getExamples()).isEqualTo(100);
    assertThat(value.getPrequential().getCumulative()).isEqualTo(.75);
    assertThat(value.getEventTime()).isEqualTo(Instant.ofEpochMilli(1_099));
    assertThat(value.getStep()).isEqualTo(9);
  }

  @Test
  void shouldReportTheSameMetricsFromOutcomesAsFromPredictions() {
    // Given 2,400 predictions in two windows, some without a label
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

  private static Integer label(int i) {
    return i % 11 == 0 ? null : Integer.valueOf(i % 5);
  }

  @Test
  void shouldRefuseOutcomesWithoutOneLabelEach() {
    // When
    outcomes.pipeInput(
        "r", new Outcomes("r", 0, Instant.ofEpochMilli(1), 1L, List.of(1, 2), List.of(1)));

    // Then
    driver.advanceWallClockTime(MetricsProcessor.PUBLISH_EVERY);
    assertThat(metrics.isEmpty()).isTrue();
    assertThat(deadLetters.getQueueSize()).isOne();
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
    assertThat(driver.getKeyValueStore(MetricsProcessorSupplier.PROGRESS).get("old")).isNull();
    assertThat(driver.getKeyValueStore(MetricsProcessorSupplier.WINDOWS).get("old")).isNull();
    assertThat(driver.getKeyValueStore(MetricsProcessorSupplier.PROGRESS).get("new")).isNotNull();
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

  private <T extends SpecificRecord> TestInputTopic<String, T> input(String topic) {
    return driver.createInputTopic(topic, new StringSerializer(), serdes.<T>serializer());
  }

  private Properties props() {
    var props = new Properties();
    props.put(StreamsConfig.APPLICATION_ID_CONFIG, "t-streams");
    props.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
    props.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    MetricsTopology.require(props, topics);
    return props;
  }
}
