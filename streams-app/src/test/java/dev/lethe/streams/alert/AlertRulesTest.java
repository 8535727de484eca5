package dev.lethe.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRulesTest {
  @Test
  void shouldReadNameConditionTimeAndFilters() {
    // When
    List<AlertRule> rules =
        AlertRules.parse(
            List.of(
                "# comment",
                "",
                "  forgets: forgetting(window=any) > 0.2 for 10m on run=prod-* method=er(*)*",
                "prequential <= 6e-1"),
            "rules");

    // Then
    AlertRule forgets = rules.get(0);
    assertThat(forgets.name()).isEqualTo("forgets");
    assertThat(forgets.condition())
        .isEqualTo("forgetting(window=any) > 0.2 for 10m on run=prod-* method=er(*)*");
    assertThat(forgets.duration()).isEqualTo(Duration.ofMinutes(10));
    assertThat(forgets.selector()).isEqualTo(new AlertRule.Selector.AnyWindow());
    assertThat(forgets.matches("prod-1", "er(memory=500)+sgd(lr=0.1)")).isTrue();
    assertThat(forgets.matches("prod-1", "naive")).isFalse();
    assertThat(forgets.matches("test-1", "er(memory=500)")).isFalse();
    assertThat(rules.get(1).name()).isEqualTo("prequential <= 6e-1");
    assertThat(rules.get(1).duration()).isZero();
    assertThat(rules.get(1).matches("any", "")).isTrue();
  }

  @Test
  void shouldReadTheSampleFile() {
    assertThat(AlertRules.read(Path.of("../examples/alerts.rules")))
        .extracting(AlertRule::name)
        .contains("forgets-a-window", "er-forgets");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "forgetting | rule: got 'forgetting', expected a rule such as",
        "forgeting > 0.2 | metric: got 'forgeting', expected one of forgetting, accuracy",
        "forgetting(window=x) > 1 | window: got 'x', expected any, all or a number from 0",
        "examples(window=1) > 1 | examples: got argument 'window=1', expected none",
        "accuracy(name=x) > 1 | accuracy: got argument 'name=x', expected window=any",
        "health > 1 | health: got no name, expected one, such as health(name=lag)",
        "accuracy == 1 | comparison: got '==', expected >, >=, < or <=",
        "accuracy > much | threshold: got 'much', expected a number",
        "accuracy > NaN | threshold: got 'NaN', expected a number",
        "accuracy > 1 for ever | for: got 'ever', expected a time such as 30s, 10m, 2h or 1d",
        "accuracy > 1 on seed=1 | on: got 'seed=1', expected run=PATTERN or method=PATTERN",
        "accuracy > 1 on run=a run=b | on: got 'run=b', expected run=PATTERN"
      })
  void shouldNameTheLineAndWhatIsWrong(String line, String problem) {
    assertThatThrownBy(() -> AlertRules.parse(List.of("examples > 1", line), "my.rules"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("alert.rules: my.rules, line 2: " + problem);
  }

  @Test
  void shouldRefuseANameThatIsUsedTwice() {
    assertThatThrownBy(
            () -> AlertRules.parse(List.of("a: examples > 1", "a: windows > 1"), "my.rules"))
        .hasMessage("alert.rules: my.rules, line 2: name: got 'a' again, expected each name once");
  }

  @Test
  void shouldRefuseAFileThatIsMissing() {
    assertThatThrownBy(() -> AlertRules.read(Path.of("missing.rules")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("alert.rules: got 'missing.rules', expected a file");
  }
}
