package dev.lethe.learner.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardRuleTest {
  @ParameterizedTest
  @ValueSource(strings = {"off", "30", "2.5", "30:clip=1", "off:clip=0.5"})
  void shouldWriteTheTextThatItReads(String text) {
    assertThat(GuardRule.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "on", "1", "-30", "NaN", "30:", "30:clip", "30:clip=", "30:clip=0", ":clip=1"})
  void shouldSayWhatIsExpectedWhenTheTextIsInvalid(String text) {
    assertThatThrownBy(() -> GuardRule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("guard: got '" + text + "', ")
        .hasMessageContaining("expected 'off' or a number of at least 2");
  }

  @Test
  void shouldAcceptAllRowsOnlyWhenOff() {
    assertThat(GuardRule.OFF.acceptsAllRows()).isTrue();
    assertThat(GuardRule.DEFAULT.acceptsAllRows()).isFalse();
  }
}
