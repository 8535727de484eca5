package dev.lethe.compare.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.analysis.TuningPlan;
import dev.lethe.learner.method.MethodExpression;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {
  private static MethodExpression method(String text) {
    return MethodExpression.parse(text).withDefault("sgd(lr=0.1)");
  }

  private static List<String> points(String text, String... keys) {
    return Grid.parse(Arrays.asList(keys)).points(text, method(text)).stream()
        .map(ComparedMethod::method)
        .toList();
  }

  @Test
  void shouldTryTheProductOfTheKeysThatApply() {
    assertThat(points("er", "er.memory=200,500", "sgd.lr=0.01,0.1", "derpp.memory=50"))
        .containsExactly(
            "er(memory=200)+sgd(lr=0.01)",
            "er(memory=200)+sgd(lr=0.1)",
            "er(memory=500)+sgd(lr=0.01)",
            "er(memory=500)+sgd(lr=0.1)");
  }

  @Test
  void shouldKeepTheOtherSettingsOfTheMethod() {
    // When
    List<ComparedMethod> points =
        Grid.parse(List.of("er.memory=200,1000"))
            .points("er(memory=500,batch=20)+cbrs", method("er(memory=500,batch=20)+cbrs"));

    // Then
    assertThat(points)
        .extracting(point -> MethodExpression.parse(point.expression()))
        .containsExactly(
            method("er(memory=200,batch=20)+cbrs"), method("er(memory=1000,batch=20)+cbrs"));
    assertThat(points)
        .as("the short form is the same method")
        .allSatisfy(
            point ->
                assertThat(method(point.method()))
                    .isEqualTo(MethodExpression.parse(point.expression())));
  }

  @Test
  void shouldLeaveAMethodAloneIfNoKeyApplies() {
    assertThat(points("naive+adam(lr=0.001)", "sgd.lr=0.01,0.1"))
        .containsExactly("naive+adam(lr=0.001)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "memory=5 | grid: got 'memory=5', expected PART.SETTING=VALUE,VALUE, such as er.memory=200,500",
        "err.memory=5 | grid: got 'err'; did you mean 'er'",
        "er.memroy=5 | grid, setting of er: got 'memroy', expected one of",
        "er.memroy=5 | did you mean 'memory'?",
        "naive.memory=5 | grid: got 'naive.memory', expected a part with settings: naive has none",
        "er.memory=5,many | grid: got 'many' for er.memory, expected ",
        "er.memory=5, | grid: got '' for er.memory, expected ",
        "er.memory=5,05 | grid: got '05' for er.memory twice, expected different values"
      })
  void shouldRefuseInvalidKeys(String key, String message) {
    assertThatThrownBy(() -> GridKey.parse(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefuseASettingThatIsGivenTwice() {
    assertThatThrownBy(() -> Grid.parse(List.of("er.memory=5,6", "er.memory=7")))
        .hasMessage("grid: got 'er.memory' twice, expected each setting once");
  }

  @Test
  void shouldRefuseAKeyThatNoMethodHas() {
    // Given
    Grid grid = Grid.parse(List.of("derpp.memory=5,6"));

    // When, Then
    assertThatThrownBy(() -> grid.requireApplicable(List.of(method("naive"), method("derp"))))
        .hasMessageContaining("derp");
    assertThatThrownBy(() -> grid.requireApplicable(List.of(method("naive"), method("er"))))
        .hasMessage(
            "grid: got 'derpp.memory', which no requested method has, expected a setting of sgd, er");
  }

  @Test
  void shouldRefuseTheSameConfigurationOfTwoMethods() {
    // Given
    Grid grid = Grid.parse(List.of("er.memory=5,6"));
    List<TuningPlan.TunedMethod> methods =
        List.of("er(memory=1)", "er(memory=2)").stream()
            .map(text -> new TuningPlan.TunedMethod(text, grid.points(text, method(text))))
            .toList();

    // When, Then
    assertThatThrownBy(() -> new TuningPlan(List.of(), null, List.of(), null, methods))
        .hasMessage("grid: got 'er(memory=5)' from two methods, expected different configurations");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void shouldNeverSelectWithJudgedSeeds(int count) {
    for (long first : new long[] {0, 1, 11, 999_999_990}) {
      for (int n = 1; n < 9; n++) {
        List<Long> judged = LongStream.range(first, first + n).boxed().toList();
        assertThat(TuningPlan.seedsAfter(judged, count))
            .hasSize(count)
            .doesNotHaveDuplicates()
            .doesNotContainAnyElementsOf(judged);
      }
    }
  }
}
