package dev.lethe.trainer.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.stream.Alarm;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import dev.lethe.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InputAlarmsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final InputAlarms alarms = new InputAlarms(new Topics("lethe"), nanos::get);

  @Test
  void shouldRaiseAtOnceWhenAllRecordsAreRejected() {
    // When
    alarms.rejected("features: got 784, expected 4");
    alarms.rejected("lethe.examples: got a truncated Example");
    alarms.rejected("features: got 785, expected 4");
    // Then
    assertThat(text("dead.letters"))
        .isEqualTo(
            "All of the last 3 records were rejected, 3 in total (features 2, unreadable 1), the newest because \"features: got 785, expected 4\": correct the producer or the run's settings; the records are on lethe.examples.dlq.");
  }

  @Test
  void shouldHoldDeadLettersForAMinuteWhenTheyAreRare() {
    // Given
    alarms.rejected("label: got 9, expected less than 4");
    accept(1000, 1);
    assertThat(text("dead.letters"))
        .startsWith("A record was rejected within the last minute, 1 in total");
    // When
    seconds(61);
    // Then
    assertThat(names()).isEmpty();
  }

  @Test
  void shouldKeepDeadLettersAfterAReplayOfManyRejectedRecords() {
    // Given
    alarms.replaying(true);
    for (int i = 0; i < 50; i++) {
      alarms.rejected("label: got 9, expected less than 4");
    }
    accept(50, 1);
    // When
    alarms.replaying(false);
    seconds(3600);
    // Then
    assertThat(text("dead.letters")).startsWith("50 of the last 100 records were rejected");
  }

  @Test
  void shouldRaiseWhenLabelsStopComing() {
    // Given
    accept(5000, 1);
    accept(99, Example.UNLABELLED);
    assertThat(names()).isEmpty();
    // When
    accept(1, Example.UNLABELLED);
    // Then
    assertThat(text("labels.missing"))
        .startsWith("None of the last 100 examples has a label; 5000 before them had one");
    accept(1, 1);
    assertThat(names()).isEmpty();
  }

  @Test
  void shouldRaiseWhenMostExamplesHaveNoLabel() {
    // When
    for (int i = 0; i < 100; i++) {
      accept(2, Example.UNLABELLED);
      accept(1, 1);
    }
    // Then
    assertThat(text("labels.missing")).startsWith("200 of the last 300 examples have no label");
  }

  @Test
  void shouldRaiseWhenLagKeepsGrowing() {
    // When
    for (int i = 1; i <= 6; i++) {
      seconds(10);
      alarms.accepted(example(1));
      assertThat(names(1000L * i)).doesNotContain("input.blocked");
    }
    // Then
    assertThat(names(6000)).containsExactly("lag.growing");
    seconds(10);
    alarms.accepted(example(1));
    assertThat(names(5000)).isEmpty();
  }

  @Test
  void shouldRaiseWhenRecordsWaitButNoneCanBeRead() {
    // When
    seconds(61);
    // Then
    assertThat(names(40)).containsExactly("input.blocked");
    assertThat(names(0)).isEmpty();
  }

  @Test
  void shouldRaiseWhenNoDataArriveForLongAfterSomeDid() {
    // Given
    seconds(601);
    assertThat(names()).isEmpty();
    alarms.accepted(example(1));
    // When
    seconds(660);
    // Then
    assertThat(text("no.data")).isEqualTo("No record has arrived for 11 min: check the producers.");
  }

  @Test
  void shouldRaiseWhenEventTimesAreInSeconds() {
    // Given
    long seconds = Instant.parse("2026-11-28T10:00:00Z").getEpochSecond();
    acceptAt(9, seconds);
    assertThat(names()).isEmpty();
    // When
    acceptAt(1, seconds);
    // Then
    assertThat(text("event.time"))
        .startsWith(
            "10 of the last 10 event times are in January 1970, the newest"
                + " 1970-01-21T18:51:00Z (1795860000): the producer probably sends seconds")
        .contains("milliseconds since the epoch. Multiply it by 1000");
    acceptAt(1000, 1000 * seconds);
    assertThat(names()).isEmpty();
  }

  @Test
  void shouldAcceptEventTimesOfOtherYearsAndSmallCounters() {
    // When
    for (String time :
        List.of("1969-12-31T00:00:00Z", "1970-02-01T00:00:00Z", "2026-01-01T00:00:00Z")) {
      acceptAt(20, Instant.parse(time).toEpochMilli());
    }
    acceptAt(20, 86_399);
    // Then
    assertThat(names()).isEmpty();
  }

  private void acceptAt(int count, long eventTime) {
    for (int i = 0; i < count; i++) {
      alarms.accepted(
          new Example(
              "a", eventTime, new Features.Floats(new float[] {1}), 1, null, Role.LEARN, null));
    }
  }

  private void accept(int count, int label) {
    for (int i = 0; i < count; i++) {
      alarms.accepted(example(label));
    }
  }

  private static Example example(int label) {
    return new Example("a", 0, new Features.Floats(new float[] {1}), label, null, Role.LEARN, null);
  }

  private void seconds(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private List<String> names() {
    return names(0);
  }

  private List<String> names(long lag) {
    return alarms.alarms(lag).stream().map(Alarm::name).toList();
  }

  private String text(String name) {
    return alarms.alarms(0).stream()
        .filter(alarm -> alarm.name().equals(name))
        .map(Alarm::text)
        .findFirst()
        .orElseThrow();
  }
}
