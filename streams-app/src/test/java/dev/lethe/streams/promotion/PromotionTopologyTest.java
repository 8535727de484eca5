package dev.lethe.streams.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.measures.promotion.PromotionRule;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Promotion;
import dev.lethe.schemas.PromotionAction;
import dev.lethe.schemas.PromotionCommand;
import dev.lethe.schemas.PromotionObjective;
import dev.lethe.schemas.PromotionReason;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.streams.Events;
import dev.lethe.streams.topology.MetricsTopology;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromotionTopologyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Topics topics = new Topics("t");
  private final AvroSerdes serdes = new AvroSerdes(new InMemorySchemaRegistry(), true);
  @TempDir private Path stateDir;
  private TopologyTestDriver driver;
  private TestInputTopic<String, Prediction> predictions;
  private TestInputTopic<String, Evaluation> evaluations;
  private TestInputTopic<String, Run> runs;
  private TestInputTopic<String, PromotionCommand> commands;
  private TestOutputTopic<String, Prediction> served;
  private TestOutputTopic<String, Promotion> promotions;

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void shouldServeOnePredictionPerExampleAcrossASwitch(int partitions) {
    // Given
    start(partitions);

    // When: b is always right, a never, and "other" is no member
    for (int i = 0; i < 200; i++) {
      predict("a", i, false);
      predict("b", i, true);
      predict("other", i, true);
    }

    // Then
    List<KeyValue<String, Prediction>> all = served.readKeyValuesToList();
    assertThat(all).extracting(pair -> pair.value.getOffset()).doesNotHaveDuplicates().hasSize(200);
    assertThat(all).allMatch(pair -> pair.key.equals(pair.value.getId()));
    assertThat(all.get(0).value.getRun()).isEqualTo("a");
    assertThat(all.get(199).value.getRun()).isEqualTo("b");
    List<KeyValue<String, Promotion>> made = promotions.readKeyValuesToList();
    assertThat(made).extracting(pair -> pair.key).containsExactly("switch-0", "switch-1");
    Promotion better = made.get(1).value;
    assertThat(better.getReason()).isEqualTo(PromotionReason.BETTER);
    assertThat(better.getFrom()).isEqualTo("a");
    assertThat(better.getTo()).isEqualTo("b");
    assertThat(better.getDifference()).isEqualTo(1);
    assertThat(better.getBound()).isGreaterThan(better.getMargin());
    assertThat(better.getN()).isEqualTo(better.getOffset() + 1);
    assertThat(better.getAlpha()).isEqualTo(.05);
    assertThat(all.get((int) better.getOffset()).value.getRun()).isEqualTo("a");
    assertThat(all.get((int) better.getOffset() + 1).value.getRun()).isEqualTo("b");
  }

  @Test
  void shouldPublishTheEvidenceOfNow() {
    // Given
    start(1);
    predict("a", 0, false);
    predict("b", 0, true);
    promotions.readValue();

    // When
    driver.advanceWallClockTime(PromotionProcessor.PUBLISH_EVERY);
    driver.advanceWallClockTime(PromotionProcessor.PUBLISH_EVERY);

    // Then
    KeyValue<String, Promotion> evidence = promotions.readKeyValue();
    assertThat(evidence.key).isEqualTo("evidence");
    assertThat(evidence.value.getReason()).isNull();
    assertThat(evidence.value.getTo()).isEqualTo("a");
    assertThat(evidence.value.getChallengers())
        .extracting(challenger -> challenger.getRun() + " " + challenger.getN())
        .containsExactly("b 1", "c 0");
    assertThat(promotions.isEmpty()).as("nothing has changed since").isTrue();
  }

  @Test
  void shouldObeyOperatorsOnce() {
    // Given
    start(1);
    predict("a", 0, true);

    // When
    command(PromotionAction.SERVE, "b");
    command(PromotionAction.SERVE, "nobody");
    command(PromotionAction.REVERT, null);

    // Then
    List<Promotion> made = promotions.readValuesToList();
    assertThat(made)
        .extracting(Promotion::getReason)
        .containsExactly(PromotionReason.INITIAL, PromotionReason.CHOSEN, PromotionReason.REVERTED);
    assertThat(made.get(2).getTo()).isEqualTo("a");
    assertThat(made.get(2).getBarred()).isEqualTo("b");
  }

  @Test
  void shouldReplaceAFailedChampion() {
    // Given
    start(1);
    predict("a", 0, true);
    predict("b", 0, true);
    predict("b", 1, true);

    // When
    runs.pipeInput("a", Events.run("a", RunState.FAILED, 1));

    // Then
    assertThat(promotions.readValuesToList().get(1).getReason())
        .isEqualTo(PromotionReason.CHAMPION_FAILED);
    assertThat(served.readValuesToList()).extracting(Prediction::getRun).containsExactly("a", "b");
  }

  @Test
  void shouldKeepAStoppedChampionBecauseAllRunsStopAtAShutdown() {
    // Given
    start(1);
    predict("a", 0, true);
    promotions.readValue();

    // When
    runs.pipeInput("a", Events.run("a", RunState.STOPPED, 1));
    runs.pipeInput("b", Events.run("b", RunState.STOPPED, 1));

    // Then
    assertThat(promotions.isEmpty()).isTrue();
  }

  @Test
  void shouldPromoteByHoldoutsWhereThereAreAny() {
    // Given
    start(1);

    // When: of 2 · 2000 examples
    evaluate("a", 1_000);
    evaluate("c", 1_200);
    evaluate("b", 1_900);
    evaluate("b", 1_900);

    // Then
    List<Promotion> made = promotions.readValuesToList();
    assertThat(made).hasSize(3);
    assertThat(made.get(1).getTo()).isEqualTo("c");
    assertThat(made.get(1).getObjective()).isEqualTo(PromotionObjective.ALL);
    assertThat(made.get(1).getN()).isEqualTo(4_000);
    assertThat(made.get(2).getTo()).isEqualTo("b");
  }

  @Test
  void shouldContinueFromItsStateAfterARestart() {
    // Given: b is ahead of a, and evidence of two examples
    start(1);
    predict("a", 0, false);
    predict("b", 0, true);
    predict("b", 1, true);
    predict("b", 2, true);
    var state = driver.<String, PromotionState>getKeyValueStore("promotion-state").get("all");
    var second =
        driver
            .<ExamplePosition, PendingExample>getKeyValueStore("promotion-examples")
            .get(new ExamplePosition(0, 2));

    // Then: what a new task would read
    assertThat(state.promotion().evidence().get(0).n()).isEqualTo(1);
    assertThat(state.positions().served(0)).isZero();
    assertThat(state.positions().answered("b", 0)).isEqualTo(2);
    assertThat(second.of("b").orElseThrow()).isEqualTo(Events.prediction("b", 2, 0, true));
  }

  private void start(int partitions) {
    var props = new Properties();
    props.put(StreamsConfig.APPLICATION_ID_CONFIG, "t-promotion");
    props.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
    props.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    MetricsTopology.require(props, topics);
    driver =
        new TopologyTestDriver(
            PromotionTopology.build(
                topics, serdes, props, PromotionRule.DEFAULT, List.of("a", "b", "c"), partitions),
            props,
            START);
    predictions = input(topics.predictions());
    evaluations = input(topics.evaluations());
    runs = input(topics.runs());
    commands = input(topics.promotionCommands());
    served =
        driver.createOutputTopic(
            topics.served(), new StringDeserializer(), serdes.deserializer(Prediction.class));
    promotions =
        driver.createOutputTopic(
            topics.promotions(), new StringDeserializer(), serdes.deserializer(Promotion.class));
  }

  private <T extends SpecificRecord> TestInputTopic<String, T> input(String topic) {
    return driver.createInputTopic(topic, new StringSerializer(), serdes.<T>serializer());
  }

  private void predict(String run, int offset, boolean right) {
    predictions.pipeInput(run, Events.prediction(run, offset, 0, right));
  }

  private void evaluate(String run, int correct) {
    evaluations.pipeInput(
        run,
        Events.evaluation(
            run,
            EvaluationKind.WINDOW_END,
            1,
            100,
            List.of(Events.result(0, correct, 2_000), Events.result(1, correct, 2_000))));
  }

  private void command(PromotionAction action, String run) {
    commands.pipeInput("operator", new PromotionCommand(action, run, START));
  }
}
