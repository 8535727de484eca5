package dev.lethe.trainer.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.stream.Alarm;
import java.time.Clock;
import java.time.Instant;
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
