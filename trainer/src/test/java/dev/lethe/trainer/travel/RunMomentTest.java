package dev.lethe.trainer.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunMomentTest {
  @Test
  void shouldParseEachForm() {
    assertThat(RunMoment.parse("er-s1").moment()).isEqualTo(new Moment.Newest());
    assertThat(RunMoment.parse("er-s1@window:3").moment()).isEqualTo(new Moment.WindowEnd(3));
    assertThat(RunMoment.parse("r@offset:0/12345").moment())
        .isEqualTo(new Moment.AfterOffset(0, 12345));
    assertThat(RunMoment.parse("r@step:2000"))
        .isEqualTo(new RunMoment("r", new Moment.AfterStep(2000)));
    assertThat(RunMoment.parse("r@2026-11-28T10:00:00Z").moment())
        .isEqualTo(new Moment.EventTime(Instant.parse("2026-11-28T10:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"r", "r@window:3", "r@offset:7/0", "r@step:1", "r@2026-11-28T10:00:00Z"})
  void shouldWriteWhatItParses(String text) {
    assertThat(RunMoment.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"@step:1", "", "r@", "r@window", "r@window:-1", "r@offset:1", "r@yesterday"})
  void shouldSayWhatItExpects(String text) {
    assertThatThrownBy(() -> RunMoment.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("window:3, offset:0/12345, step:2000 or 2026-11-28T10:00:00Z");
  }
}
