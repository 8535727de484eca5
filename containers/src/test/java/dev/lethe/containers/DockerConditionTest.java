package dev.lethe.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DockerConditionTest {
  private static final Optional<String> MISSING = Optional.of("docker: got no container engine");

  @Test
  void shouldSkipWithTheReasonWhenSomethingIsMissing() {
    // When
    var result = DockerCondition.decide(MISSING, null);
    // Then
    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).isEqualTo(MISSING);
  }

  @Test
  void shouldFailWhenSomethingThatIsRequiredIsMissing() {
    // When, Then
    assertThatThrownBy(() -> DockerCondition.decide(MISSING, "required"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(MISSING.get());
  }

  @Test
  void shouldRunWhenNothingIsMissing() {
    // When, Then
    assertThat(DockerCondition.decide(Optional.empty(), "required").isDisabled()).isFalse();
  }
}
