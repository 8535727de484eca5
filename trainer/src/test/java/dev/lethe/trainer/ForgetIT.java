package dev.lethe.trainer;

import static dev.lethe.trainer.ForgettingRuns.BEFORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.schemas.JournalEntry;
import dev.lethe.trainer.RunForgetting.Request;
import dev.lethe.trainer.forget.ForgetManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that forget the rows of examples, and requests that change nothing or are refused. */
class ForgetIT {
  @TempDir static Path directory;
  private static ForgettingRuns runs;

  @BeforeAll
  static void startStack() {
    runs = ForgettingRuns.start(directory);
  }

  @AfterAll
  static void stopStack() {
    runs.close();
  }

  @Test
  void shouldRemoveRowsOnlyUnlessExact() throws Exception {
    // Given
    TrainerConfig config = runs.config("rows");
    Kafka kafka = runs.trained(config, BEFORE);
    Set<String> held = runs.someHeld("rows", 3);

    // When
    ForgetManifest manifest = runs.forget("rows", new Request(held, false, false));

    // Then
    assertThat(manifest.removed().buffers() + manifest.removed().holdouts())
        .isGreaterThanOrEqualTo(3);
    assertThat(manifest.after().step()).isEqualTo(manifest.before().step());
    runs.requireNotHeld("rows", held);

    // When: the new checkpoint is lost
    Files.delete(Path.of(java.net.URI.create(manifest.checkpoint())));
    runs.train(config, kafka, runs.predictions(BEFORE));

    // Then: the journal forgets them again
    assertThat(kafka.digest("rows")).isEqualTo(manifest.after().digest());
    runs.requireNotHeld("rows", held);
  }

  @Test
  void shouldCountOnlyTheRecordsThatLetheHasWritten() throws Exception {
    // Given a foreign record among the predictions
    TrainerConfig config = runs.config("foreign");
    Kafka kafka = runs.trained(config, BEFORE);
    kafka.produceRaw(
        List.of(
            new ProducerRecord<>(
                config.topics().predictions(), Records.utf8("foreign"), new byte[] {1, 2, 3})));

    // When
    ForgetManifest manifest = runs.forget("foreign", new Request(Set.of("0-3"), false, false));

    // Then
    assertThat(manifest.published().predictions()).isOne();
    assertThat(manifest.published().affectedPredictions()).isBetween(1L, runs.predictions(BEFORE));
  }

  @Test
  void shouldForgetExamplesOfTombstonesWhileLive() throws Exception {
    // Given
    TrainerConfig config = runs.config("tombstones");
    Kafka kafka = runs.trained(config, BEFORE);
    Set<String> held = runs.someHeld("tombstones", 2);

    // When
    try (var trainer = Trainer.start(config)) {
      kafka.produceTombstones(held);
      kafka.produce(runs.examples(BEFORE, runs.size()));
      runs.awaitPredictions(kafka, config, runs.predictions(runs.size()));
      assertThat(trainer.failure()).isEmpty();
    }

    // Then: neither the state nor any checkpoint holds them, and they are no dead letters
    runs.requireNotHeld("tombstones", held);
    assertThat(kafka.raw(config.topics().deadLetters())).isEmpty();
    for (Path checkpoint : runs.checkpoints("tombstones")) {
      assertThat(Records.keys(checkpoint))
          .isNotEmpty()
          .doesNotContainAnyElementsOf(ForgettingRuns.keys(held));
    }

    // When: the run recovers without a checkpoint
    String digest = kafka.digest("tombstones");
    for (Path checkpoint : runs.checkpoints("tombstones")) {
      Files.delete(checkpoint);
    }
    runs.train(config, kafka, runs.predictions(runs.size()));

    // Then
    assertThat(kafka.digest("tombstones")).isEqualTo(digest);
  }

  @Test
  void shouldChangeNothingForUnknownExamples() {
    // Given
    TrainerConfig config = runs.config("unknown");
    Kafka kafka = runs.trained(config, 50);
    long entries = kafka.read(config.topics().journal(), JournalEntry.class).size();

    // When
    ForgetManifest exact = runs.forget("unknown", new Request(Set.of("x", "y"), true, false));
    ForgetManifest rows = runs.forget("unknown", new Request(Set.of("x"), false, false));

    // Then
    assertThat(exact.hasChanged()).isFalse();
    assertThat(rows.hasChanged()).isFalse();
    assertThat(exact.notFound()).hasSize(2);
    assertThat(exact.after()).isEqualTo(exact.before());
    assertThat(kafka.read(config.topics().journal(), JournalEntry.class)).hasSize((int) entries);
  }

  @Test
  void shouldRemoveRowsThatAForkHasFromItsParent() throws Exception {
    // Given
    runs.trained(runs.config("origin"), BEFORE);
    runs.fork("origin@step:20", "copy");
    Set<String> held = runs.someHeld("copy", "origin", 2);

    // When
    ForgetManifest manifest = runs.forget("copy", "origin", new Request(held, false, false));

    // Then
    var removed = manifest.removed();
    assertThat(removed.buffers() + removed.holdouts() + removed.pending()).isEqualTo(2);
    assertThat(manifest.published().affectedPredictions()).isPositive();
    runs.requireNotHeld("copy", "origin", held);
  }

  @Test
  void shouldRefuseWhatCannotBeShown() throws Exception {
    // Given
    Kafka kafka = runs.topics("refused");
    TrainerConfig config = runs.config("refused");
    kafka.produce(runs.examples(0, 100));
    try (var live = Trainer.start(config)) {
      runs.awaitPredictions(kafka, config, runs.predictions(100));
      // When, then
      assertThatThrownBy(() -> runs.forget("refused", new Request(Set.of("0-3"), false, false)))
          .hasMessageContaining("which is LIVE, expected a stopped run");
      assertThat(live.failure()).isEmpty();
    }
    kafka.deleteBefore(config.topics().examples(), 0, 40);
    assertThatThrownBy(() -> runs.forget("refused", new Request(Set.of("0-3"), true, false)))
        .hasMessageContaining("ids: got 1 that the input does not hold");
    kafka.deleteBefore(config.topics().examples(), 0, 100);
    assertThatThrownBy(() -> runs.forget("refused", new Request(Set.of("0-3"), true, false)))
        .hasMessageContaining("by partition: {0=100}");
    assertThatThrownBy(() -> new Request(Set.of(), true, false))
        .hasMessageContaining("ids: got none");
  }
}
