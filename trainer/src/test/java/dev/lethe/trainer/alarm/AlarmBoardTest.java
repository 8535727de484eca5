package dev.lethe.trainer.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.stream.Alarm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmBoardTest {
  private static final Instant NOW = Instant.ofEpochMilli(5);

  private final List<String> console = new ArrayList<>();
  private final AlarmBoard board =
      new AlarmBoard("r", console::add, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void shouldAnnounceAnAlarmOnceWhenRaisedAndOnceWhenCleared() {
    // When
    board.replace("learner", List.of(new Alarm("diverged", "The loss is 9.")));
    board.replace("learner", List.of(new Alarm("diverged", "The loss is 10.")));
    // Then
    assertThat(console).containsExactly("ALARM run r: diverged: The loss is 9.");
    assertThat(board.raised())
        .containsExactly(new dev.lethe.schemas.Alarm("diverged", "The loss is 10.", NOW));
    // When
    board.replace("learner", List.of());
    // Then
    assertThat(console).last().isEqualTo("run r: alarm cleared: diverged");
    assertThat(board.raised()).isEmpty();
    assertThat(board.changes()).isEqualTo(2);
  }

  @Test
  void shouldAnnounceTheNewestCountAgainAtGrowingPauses() {
    // Given
    var clock = new SteppedClock(NOW);
    var counting = new AlarmBoard("r", console::add, clock);
    // When: a count that grows every second for ten minutes
    for (int second = 0; second <= 600; second++) {
      counting.replace("input", List.of(new Alarm("dead.letters", second + " rejected")));
      clock.step(Duration.ofSeconds(1));
    }
    // Then
    assertThat(console)
        .startsWith(
            "ALARM run r: dead.letters: 0 rejected",
            "ALARM run r: dead.letters: 2 rejected",
            "ALARM run r: dead.letters: 4 rejected",
            "ALARM run r: dead.letters: 8 rejected")
        .endsWith("ALARM run r: dead.letters: 512 rejected")
        .hasSize(10);
    assertThat(counting.raised().get(0).getSince()).isEqualTo(NOW);
    assertThat(counting.changes()).isEqualTo(1);
  }

  @Test
  void shouldNotRepeatAnAlarmWhoseTextStaysTheSame() {
    // Given
    var clock = new SteppedClock(NOW);
    var constant = new AlarmBoard("r", console::add, clock);
    // When
    for (int minute = 0; minute < 60; minute++) {
      constant.replace("learner", List.of(new Alarm("diverged", "The loss is 9.")));
      clock.step(Duration.ofMinutes(1));
    }
    // Then
    assertThat(console).hasSize(1);
  }

  /** Clock that a test moves. */
  private static final class SteppedClock extends Clock {
    private Instant now;

    SteppedClock(Instant start) {
      this.now = start;
    }

    void step(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void shouldKeepTheAlarmsOfOtherSources() {
    // Given
    board.replace("learner", List.of(new Alarm("diverged", "a"), new Alarm("both", "first")));
    // When
    board.replace("input", List.of(new Alarm("dead.letters", "b"), new Alarm("both", "second")));
    board.replace("input", List.of(new Alarm("both", "second")));
    // Then
    assertThat(board.raised())
        .extracting(dev.lethe.schemas.Alarm::getName, dev.lethe.schemas.Alarm::getText)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("both", "first"),
            org.assertj.core.groups.Tuple.tuple("diverged", "a"));
  }
}
