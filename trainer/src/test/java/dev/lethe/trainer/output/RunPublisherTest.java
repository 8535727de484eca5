package dev.lethe.trainer.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lethe.learner.scorecard.Plasticity;
import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.Stability;
import dev.lethe.learner.stream.Alarm;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.HealthReport;
import dev.lethe.learner.stream.Origin;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.stream.TaskWindow;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.schemas.Outcomes;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.meter.RunMeters;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RunPublisherTest {
  private static final Topics TOPICS = new Topics("lethe");
  private static final Alarm DIVERGED = new Alarm("diverged", "The loss is 9.");
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(99), ZoneOffset.UTC);
  private static final double NAN = Double.NaN;
  private static final Example EXAMPLE =
      new Example(
          "x",
          7,
          new Features.Floats(new float[] {1}),
          Example.UNLABELLED,
          "t",
          Role.LEARN,
          new Origin(2, 30));
  private static final Scorecard STABILITY_ONLY =
      new Scorecard(
          0,
          "t",
          9,
          70,
          new Stability(0.5, NAN, 0, 0.75),
          new Plasticity(NAN, NAN, NAN, NAN, NAN, NAN),
          NAN);

  private final AvroSerdes serdes = new AvroSerdes(new InMemorySchemaRegistry(), true);
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final RunPublisher publisher = publisher(true);
  private final RunPublisher brief = publisher(true, false);

  private RunPublisher publisher(boolean scorecards) {
    return publisher(scorecards, true);
  }

  private RunPublisher publisher(boolean scorecards, boolean everyPrediction) {
    return new RunPublisher(
        "run",
        TOPICS,
        new Outbox("run", producer, serdes),
        new ServiceMetrics(() -> 0, () -> 0, CLOCK),
        new AlarmBoard("run", line -> {}, CLOCK),
        RunMeters.none(),
        false,
        scorecards,
        everyPrediction);
  }

  private <T extends SpecificRecord> List<T> sent(String topic, Class<T> type) {
    return producer.history().stream()
        .filter(record -> record.topic().equals(topic))
        .map(record -> serdes.deserializer(type).deserialize(topic, record.value()))
        .toList();
  }

  @Test
  void shouldPublishAPredictionWithTheOriginOfItsExample() {
    // When
    publisher.predicted(EXAMPLE, new Prediction(1, 5, 3, 0.5f));

    // Then
    assertThat(sent(TOPICS.predictions(), dev.lethe.schemas.Prediction.class))
        .containsExactly(
            new dev.lethe.schemas.Prediction(
                "run", "x", 2, 30L, Instant.ofEpochMilli(7), 1, 5L, 3, 0.5f, null));
  }

  @Test
  void shouldPublishOutcomesInPlaceOfPredictions() {
    // When
    brief.predicted(EXAMPLE, new Prediction(1, 5, 3, 0.5f));
    brief.predicted(labelled(6, 4), new Prediction(1, 6, 4, 0.5f));
    assertThat(producer.history()).isEmpty();
    brief.publishOutcomes();
    brief.publishOutcomes();

    // Then
    assertThat(sent(TOPICS.outcomes(), Outcomes.class))
        .containsExactly(
            new Outcomes("run", 1, Instant.ofEpochMilli(7), 6L, List.of(3, 4), List.of(-1, 4)));
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void shouldBeginNewOutcomesWithEachWindowAndWhenTheyAreMany() {
    // When
    for (int i = 0; i < 501; i++) {
      brief.predicted(labelled(i, 1), new Prediction(0, i, 1, 0.5f));
    }
    brief.predicted(labelled(600, 1), new Prediction(1, 501, 1, 0.5f));
    brief.publishOutcomes();

    // Then
    assertThat(sent(TOPICS.outcomes(), Outcomes.class))
        .extracting(Outcomes::getWindow, outcomes -> outcomes.getLabels().size())
        .containsExactly(tuple(0, 500), tuple(0, 1), tuple(1, 1));
    assertThat(sent(TOPICS.outcomes(), Outcomes.class))
        .extracting(outcomes -> outcomes.getEventTime().toEpochMilli())
        .containsExactly(499L, 500L, 600L);
  }

  @Test
  void shouldPublishTheOutcomesOfAWindowBeforeItsEnd() {
    // When
    brief.predicted(EXAMPLE, new Prediction(4, 5, 3, 0.5f));
    brief.windowClosed(new TaskWindow(4, "t", 10, 100, 8));

    // Then
    assertThat(producer.history())
        .extracting(ProducerRecord::topic)
        .containsExactly(TOPICS.outcomes(), TOPICS.windows());
  }

  private static Example labelled(long eventTime, int label) {
    return new Example(
        "x",
        eventTime,
        new Features.Floats(new float[] {1}),
        label,
        "t",
        Role.LEARN,
        new Origin(2, 31));
  }

  @Test
  void shouldPublishUndefinedValuesOfAScorecardAsNull() {
    // When
    publisher.scored(STABILITY_ONLY);

    // Then
    assertThat(sent(TOPICS.scorecards(), dev.lethe.schemas.Scorecard.class))
        .containsExactly(
            dev.lethe.schemas.Scorecard.newBuilder()
                .setRun("run")
                .setWindow(0)
                .setTask("t")
                .setStep(9)
                .setEventTime(Instant.ofEpochMilli(70))
                .setAccuracy(0.5)
                .setLearningAccuracy(0.75)
                .build());
  }

  @Test
  void shouldPublishNoScorecardsWhenTheyAreOff() {
    // When
    publisher(false).scored(STABILITY_ONLY);

    // Then
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void shouldPublishNothingDuringAReplayAndTheNewestHealthAfterIt() {
    // Given
    publisher.replaying(true);

    // When
    publisher.windowOpened(new TaskWindow(4, "t", 9, 90, 7));
    publisher.predicted(EXAMPLE, new Prediction(4, 9, 3, 0.5f));
    publisher.stepped(10);
    publisher.health(new HealthReport(10, 4, Map.of("loss", 0.25), List.of(DIVERGED)));
    publisher.windowClosed(new TaskWindow(4, "t", 10, 100, 8));
    publisher.scored(STABILITY_ONLY);

    // Then
    assertThat(producer.history()).isEmpty();
    publisher.replaying(false);
    publisher.publishHealth(8, Map.of());
    Health health = sent(TOPICS.health(), Health.class).get(0);
    assertThat(health.getStep()).isEqualTo(10);
    assertThat(health.getWindow()).isEqualTo(4);
    assertThat(health.getMetrics()).containsEntry("loss", 0.25).containsEntry("lag", 0.0);
    assertThat(health.getAlarms())
        .containsExactly(
            new dev.lethe.schemas.Alarm("diverged", DIVERGED.text(), Instant.ofEpochMilli(99)));
  }
}
