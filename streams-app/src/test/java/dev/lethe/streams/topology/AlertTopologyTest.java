package dev.lethe.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lethe.schemas.Alert;
import dev.lethe.schemas.AlertState;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.streams.Events;
import dev.lethe.streams.alert.AlertRule;
import dev.lethe.streams.alert.AlertRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertTopologyTest {
  private static final int MINUTE = 60_000;

  private final Topics topics = new Topics("t");
  private final AvroSerdes serdes = new AvroSerdes(new InMemorySchemaRegistry(), true);
  @TempDir private Path directory;
  private TopologyTestDriver driver;
  private TestInputTopic<String, Evaluation> evaluations;
  private TestOutputTopic<String, Alert> alerts;
  private TestOutputTopic<String, RunMetrics> metrics;

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @Test
  void shouldFireOnceTheConditionHasHeldForItsEventTime() throws IOException {
    // Given
    start("forgets: forgetting(window=any) > 0.2 for 10m");

    // When
    evaluate("r", 0, 0, 90);
    evaluate("r", 1, 1, 80, 90);
    evaluate("r", 2, 2, 60, 90, 90);
    evaluate("r", 3, 11, 65, 90, 90, 90);
    assertThat(alerts.isEmpty()).as("it has held for 9 minutes").isTrue();
    evaluate("r", 4, 12, 55, 90, 90, 90, 90);
    evaluate("r", 5, 20, 50, 90, 90, 90, 90, 90);

    // Then
    assertThat(alerts.readKeyValuesToList())
        .singleElement()
        .satisfies(record -> assertThat(record.key).isEqualTo("r"))
        .extracting(record -> record.value)
        .isEqualTo(
            new Alert(
                "r",
                "forgets",
                "forgetting(window=any) > 0.2 for 10m",
                AlertState.FIRING,
                0.9 - 0.55,
                0,
                minute(2),
                minute(12)));
  }

  @Test
  void shouldResolveWhenTheConditionNoLongerHolds() throws IOException {
    // Given
    start("bad: accuracy < 0.7");

    // When
    evaluate("r", 0, 0, 60);
    evaluate("r", 1, 1, 90, 90);
    evaluate("r", 2, 2, 60, 60, 60);

    // Then
    assertThat(alerts.readValuesToList())
        .extracting(Alert::getState, Alert::getSince, Alert::getEventTime)
        .containsExactly(
            tuple(AlertState.FIRING, minute(0), minute(0)),
            tuple(AlertState.RESOLVED, minute(0), minute(1)),
            tuple(AlertState.FIRING, minute(2), minute(2)));
  }

  @Test
  void shouldStartAgainWhenTheConditionIsInterrupted() throws IOException {
    // Given
    start("bad: accuracy(window=all) < 0.7 for 10m");

    // When: at minute 6 one of two windows is good
    evaluate("r", 0, 0, 60);
    evaluate("r", 1, 6, 90, 60);
    evaluate("r", 2, 7, 60, 60, 60);
    evaluate("r", 3, 12, 60, 60, 60, 60);

    // Then
    assertThat(alerts.isEmpty()).isTrue();
    evaluate("r", 4, 17, 60, 60, 60, 60, 60);
    assertThat(alerts.readValue().getSince()).isEqualTo(minute(7));
  }

  @Test
  void shouldNotFireOnAValueThatIsNotDefined() throws IOException {
    // Given
    start(
        "low: backward-transfer < 1", "first: forgetting(window=0) < 1", "lag: health(name=x) < 9");

    // When
    evaluate("r", 0, 0, 60);

    // Then
    assertThat(metrics.isEmpty()).isFalse();
    assertThat(alerts.isEmpty()).isTrue();
  }

  @Test
  void shouldKeepRunsApartAndFilterThem() throws IOException {
    // Given
    start("a: accuracy < 0.7 on run=prod-*", "b: accuracy < 0.7 on method=er*");
    TestInputTopic<String, Run> runs = input(topics.runs());
    runs.pipeInput("test-1", run("test-1", "er(memory=500)"));
    runs.pipeInput("prod-1", run("prod-1", "naive"));

    // When
    evaluate("prod-1", 0, 0, 60);
    evaluate("test-1", 0, 0, 60);
    evaluate("unknown", 0, 0, 60);

    // Then
    assertThat(alerts.readValuesToList())
        .extracting(alert -> alert.getRun() + " " + alert.getRule())
        .containsExactly("prod-1 a", "test-1 b");
  }

  @Test
  void shouldResolveAnAlertWhoseRuleIsGone() throws IOException {
    // Given
    start("bad: accuracy < 0.7");
    evaluate("r", 0, 0, 60);
    var states = driver.<String, Object>getKeyValueStore(AlertTopology.STATES).get("r");
    driver.close();

    // When
    start("other: accuracy < 0.1");
    driver.<String, Object>getKeyValueStore(AlertTopology.STATES).put("r", states);
    evaluate("r", 0, 1, 60);

    // Then
    Alert alert = alerts.readValue();
    assertThat(alert.getRule()).isEqualTo("bad");
    assertThat(alert.getState()).isEqualTo(AlertState.RESOLVED);
    assertThat(driver.getKeyValueStore(AlertTopology.STATES).get("r")).isNull();
  }

  @Test
  void shouldGiveTheSameAlertsForTheSameMetrics() throws IOException {
    // Given
    String rule = "bad: accuracy < 0.7 for 5m";

    // When
    List<Alert> first = alertsOf(rule);
    driver.close();
    List<Alert> second = alertsOf(rule);

    // Then
    assertThat(first).hasSize(2).isEqualTo(second);
  }

  private List<Alert> alertsOf(String rule) throws IOException {
    start(rule);
    for (int i = 0; i < 12; i++) {
      evaluate("r", 0, i, i < 8 ? 60 : 90);
    }
    return alerts.readValuesToList();
  }

  private void start(String... lines) throws IOException {
    List<AlertRule> rules =
        AlertRules.read(Files.write(directory.resolve("rules"), List.of(lines)));
    driver =
        new TopologyTestDriver(
            MetricsTopology.build(topics, serdes, props(), Map.of(), rules), props(), minute(0));
    evaluations = input(topics.evaluations());
    alerts =
        driver.createOutputTopic(
            topics.alerts(), new StringDeserializer(), serdes.deserializer(Alert.class));
    metrics =
        driver.createOutputTopic(
            topics.metrics(), new StringDeserializer(), serdes.deserializer(RunMetrics.class));
  }

  private void evaluate(String run, int window, int minute, int... percent) {
    evaluations.pipeInput(
        run,
        Evaluation.newBuilder(Events.windowEnd(run, window, percent))
            .setEventTime(minute(minute))
            .build());
  }

  private static Run run(String name, String method) {
    return Run.newBuilder(Events.run(name, RunState.LIVE, 0)).setMethod(method).build();
  }

  private static Instant minute(int minute) {
    return Instant.ofEpochMilli((long) minute * MINUTE);
  }

  private <T extends SpecificRecord> TestInputTopic<String, T> input(String topic) {
    return driver.createInputTopic(topic, new StringSerializer(), serdes.serializer());
  }

  private Properties props() {
    var props = new Properties();
    props.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    props.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    props.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
    MetricsTopology.require(props, topics);
    return props;
  }
}
