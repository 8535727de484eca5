package dev.lethe.trainer.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.monitoring.Monitor;
import dev.lethe.trainer.Trainer.State;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunMetersTest {
  private static final String LABELS = "{method=\"er(memory=500)\",run=\"er\"} ";

  private final Monitor monitor = new Monitor();
  private final RunMeters meters = new RunMeters(Optional.of(monitor), "er", "er(memory=500)");

  @AfterEach
  void close() {
    monitor.close();
  }

  @Test
  void shouldCountPredictionsAndFadeTheirAccuracy() {
    // When
    meters.predicted();
    meters.predicted(true);
    meters.predicted(false);
    meters.stepped();

    // Then: S = 0.999, B = 1.999
    assertThat(monitor.scrape())
        .contains("lethe_trainer_predictions_total" + LABELS + "3.0")
        .contains("lethe_trainer_learned_total" + LABELS + "2.0")
        .containsPattern("lethe_trainer_accuracy\\{.*} 0\\.49974");
  }

  @Test
  void shouldSumTheTimeOfTheRecordsOfAStep() {
    // When
    meters.worked(250_000_000);
    meters.worked(500_000_000);
    meters.stepped();
    meters.committed(125_000_000);

    // Then
    assertThat(monitor.scrape())
        .contains("lethe_trainer_step_seconds_count" + LABELS + "1")
        .contains("lethe_trainer_step_seconds_sum" + LABELS + "0.75")
        .contains("lethe_trainer_commit_seconds_sum" + LABELS + "0.125");
  }

  @Test
  void shouldExportTheNewestHealthAndNothingBefore() {
    // Given
    assertThat(monitor.scrape()).contains("lethe_trainer_lag_records" + LABELS + "NaN");

    // When
    meters.health(Map.of("lag", 7.0, "loss", 0.5, "steps.skipped", 2.0));

    // Then
    assertThat(monitor.scrape())
        .contains("lethe_trainer_lag_records" + LABELS + "7.0")
        .contains("lethe_trainer_loss" + LABELS + "0.5")
        .contains("lethe_trainer_steps_skipped" + LABELS + "2.0");
  }

  @Test
  void shouldExportCheckpointsAndTheirFailures() {
    // When
    meters.checkpointWritten(4096, 500_000_000);
    meters.checkpointFailed();

    // Then
    assertThat(monitor.scrape())
        .contains("lethe_trainer_checkpoint_write_seconds_sum" + LABELS + "0.5")
        .contains("lethe_trainer_checkpoint_size_bytes" + LABELS + "4096.0")
        .contains("lethe_trainer_checkpoint_failures_total" + LABELS + "1.0");
  }

  @Test
  void shouldExportTheCurrentStateAmongAllStates() {
    // When
    meters.exportState(State.values(), () -> State.LIVE);

    // Then
    assertThat(monitor.scrape())
        .containsPattern("run_state\\{.*state=\"LIVE\".*} 1\\.0")
        .containsPattern("run_state\\{.*state=\"FAILED\".*} 0\\.0");
  }

  @ParameterizedTest
  @CsvSource({
    "'label: got 12, expected a class in [0, 10)', label",
    "'features: got 3, expected 784', features",
    "'features.shape: got [-1], expected sizes of 0 or more', features",
    "'eventTime: got 9, expected at most 8', event_time",
    "'value: got null, expected an Example', value",
    "'lethe.examples: got unknown schema id 7', unreadable",
    "'no colon', unreadable"
  })
  void shouldCountDeadLettersByThePartThatWasWrong(String message, String reason) {
    // When
    meters.deadLetter(message);

    // Then
    assertThat(monitor.scrape())
        .contains(
            "dead_letters_total{method=\"er(memory=500)\",reason=\"%s\",run=\"er\"} 1.0"
                .formatted(reason));
  }

  @Test
  void shouldRecordNothingWithoutAMonitor() {
    // Given
    RunMeters none = RunMeters.none();

    // When
    none.consumed();
    none.bind(new MockConsumer<>("none"), new MockProducer<>()).run();

    // Then
    assertThat(monitor.scrape()).contains("lethe_trainer_records_total" + LABELS + "0.0");
  }
}
