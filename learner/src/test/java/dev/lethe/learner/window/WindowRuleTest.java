package dev.lethe.learner.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WindowRuleTest {
  @Test
  void shouldReadWhatItPrints() {
    // When, Then
    assertThat(WindowRule.parse("field")).isEqualTo(new WindowRule.ByField()).hasToString("field");
    assertThat(WindowRule.parse("count( n=20 )"))
        .isEqualTo(new WindowRule.ByCount(20))
        .hasToString("count(n=20)");
    assertThat(WindowRule.parse("count")).hasToString("count(n=1000)");
  }

  @Test
  void shouldRefuseWhatIsNoRule() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WindowRule.parse("fields"))
        .withMessage("windows: seen 'fields', wanted one of field, count; did you mean 'field'?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WindowRule.ByCount(0))
        .withMessage("count.n: seen '0', wanted at least 1");
  }

  @Test
  void shouldEndByFieldOnlyWhenBothTasksAreKnownAndDiffer() {
    // Given
    WindowRule rule = new WindowRule.ByField();

    // When, Then
    assertThat(rule.endsBefore("a", "b")).isTrue();
    assertThat(rule.endsBefore("a", "a")).isFalse();
    assertThat(rule.endsBefore("a", null)).isFalse();
    assertThat(rule.endsBefore(null, "b")).isFalse();
    assertThat(rule.endsAfter(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void shouldEndByCountWhateverTheTasks() {
    // Given
    WindowRule rule = new WindowRule.ByCount(3);

    // When, Then
    assertThat(rule.endsBefore("a", "b")).isFalse();
    assertThat(rule.endsAfter(2)).isFalse();
    assertThat(rule.endsAfter(3)).isTrue();
  }
}
