package dev.lethe.learner.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WindowRuleTest {
  @Test
  void shouldParseWhatItPrints() {
    // When, Then
    assertThat(WindowRule.parse("field")).isEqualTo(new WindowRule.ByField()).hasToString("field");
    assertThat(WindowRule.parse("count( n=20 )"))
        .isEqualTo(new WindowRule.ByCount(20))
        .hasToString("count(n=20)");
    assertThat(WindowRule.parse("count")).hasToString("count(n=1000)");
  }

  @Test
  void shouldRejectInvalidRules() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WindowRule.parse("fields"))
        .withMessage(
            "windows: got 'fields', expected one of field, count, time, drift; did you mean 'field'?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WindowRule.ByCount(0))
        .withMessage("count.n: got '0', expected at least 1");
  }

  @Test
  void shouldEndByFieldOnlyWhenBothTasksAreKnownAndDiffer() {
    // Given
    WindowRule rule = new WindowRule.ByField();

    // When, Then
    assertThat(rule.endsBefore("a", 0, "b", 1)).isTrue();
    assertThat(rule.endsBefore("a", 0, "a", 1)).isFalse();
    assertThat(rule.endsBefore("a", 0, null, 1)).isFalse();
    assertThat(rule.endsBefore(null, 0, "b", 1)).isFalse();
    assertThat(rule.endsAfter(Long.MAX_VALUE, true)).isFalse();
  }

  @Test
  void shouldEndByCountRegardlessOfTasks() {
    // Given
    WindowRule rule = new WindowRule.ByCount(3);

    // When, Then
    assertThat(rule.endsBefore("a", 0, "b", 1)).isFalse();
    assertThat(rule.endsAfter(2, true)).isFalse();
    assertThat(rule.endsAfter(3, false)).isTrue();
  }

  @Test
  void shouldEndByTimeWhenALaterSpanStarts() {
    // Given
    WindowRule rule = WindowRule.parse("time(ms=100)");

    // When, Then
    assertThat(rule).hasToString("time(ms=100)");
    assertThat(rule.endsBefore("a", 150, "b", 199)).isFalse();
    assertThat(rule.endsBefore("a", 150, "a", 200)).isTrue();
    assertThat(rule.endsBefore("a", 150, "a", 99)).as("late").isFalse();
    assertThat(rule.endsBefore("a", -1, "a", 0)).as("before the epoch").isTrue();
  }

  @Test
  void shouldEndByDriftOnceTheWindowIsLongEnough() {
    // Given
    WindowRule rule = WindowRule.parse("drift(min=10)");

    // When, Then
    assertThat(rule).hasToString("drift(detector=adwin,min=10,on=error)");
    assertThat(rule.endsAfter(9, true)).isFalse();
    assertThat(rule.endsAfter(10, true)).isTrue();
    assertThat(rule.endsAfter(10, false)).isFalse();
  }
}
