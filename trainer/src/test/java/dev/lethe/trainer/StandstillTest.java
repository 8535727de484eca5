package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class StandstillTest {
  private static final TopicPartition JOURNAL = new TopicPartition("lethe.journal", 0);
  private static final TopicPartition OTHER = new TopicPartition("lethe.journal", 1);

  private final List<Optional<String>> reports = new ArrayList<>();
  private Optional<String> cause = Optional.of("a transaction is open");
  private long nanos;
  private final Standstill standstill =
      new Standstill(
          waiting -> cause.map(text -> waiting + ": " + text), reports::add, () -> nanos);

  @Test
  void shouldReportTheReasonUntilTheReaderGoesOn() {
    // Given
    standstill.observe(Map.of(JOURNAL, 7L));
    // When
    pass();
    standstill.observe(Map.of(JOURNAL, 7L));
    pass();
    standstill.observe(Map.of(JOURNAL, 7L));
    standstill.observe(Map.of(JOURNAL, 8L));
    standstill.end();
    // Then
    Optional<String> reason = Optional.of("[lethe.journal-0]: a transaction is open");
    assertThat(reports).containsExactly(reason, reason, Optional.empty());
  }

  @Test
  void shouldReportNothingWhileAnyPartitionMakesProgress() {
    for (long position = 0; position < 5; position++) {
      standstill.observe(Map.of(JOURNAL, 7L, OTHER, position));
      pass();
    }
    assertThat(reports).isEmpty();
  }

  @Test
  void shouldReportNothingWithoutAnOpenTransaction() {
    // Given
    cause = Optional.empty();
    standstill.observe(Map.of(JOURNAL, 7L));
    // When
    pass();
    standstill.observe(Map.of(JOURNAL, 7L));
    standstill.end();
    // Then
    assertThat(reports).isEmpty();
  }

  @Test
  void shouldGoOnIfTheReasonCannotBeFound() {
    // Given
    var unanswered =
        new Standstill(
            waiting -> {
              throw new TimeoutException("no answer");
            },
            reports::add,
            () -> nanos);
    unanswered.observe(Map.of(JOURNAL, 7L));
    // When
    pass();
    unanswered.observe(Map.of(JOURNAL, 7L));
    // Then
    assertThat(reports).isEmpty();
  }

  private void pass() {
    nanos += Standstill.PATIENCE.toNanos();
  }
}
