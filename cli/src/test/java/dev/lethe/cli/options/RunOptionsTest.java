package dev.lethe.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.learner.method.MethodExpression;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RunOptionsTest {
  private static final String LONG =
      "er(memory=300)+mean-teacher+ewc(lambda=%d)+redo(when=steps:100)+adam(lr=0.001)";

  private static String name(String method, long seed) {
    return RunOptions.runName(MethodExpression.parse(method), seed);
  }

  @Test
  void shouldDeriveTheNameFromMethodAndSeed() {
    // When, Then
    assertThat(name("naive+sgd(lr=0.1)", 7)).isEqualTo("naive-sgd-lr-0.1-s7");
  }

  @Test
  void shouldShortenNamesOfLongMethods() {
    // When
    String one = name(LONG.formatted(10), Long.MIN_VALUE);
    String other = name(LONG.formatted(20), Long.MIN_VALUE);

    // Then
    assertThat(one).hasSizeLessThanOrEqualTo(100).matches("[a-z0-9.-]+").startsWith("er-batch-10");
    assertThat(other).isNotEqualTo(one);
    assertThat(name(LONG.formatted(10), Long.MIN_VALUE)).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"joint", "from-scratch(passes=2)+adam"})
  void shouldRejectUnboundedMethodsInLiveRuns(String method) {
    // Given
    RunOptions options = CommandLine.populateCommand(new RunOptions(), "--method", method);

    // When, Then
    assertThatThrownBy(() -> options.liveMethods(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("method: got '" + method.substring(0, 5))
        .hasMessageContaining("expected one that keeps a bounded number of examples");
    assertThat(options.methods(List.of())).hasSize(1);
  }

  @Test
  void shouldAcceptBoundedMethodsInLiveRuns() {
    // Given
    RunOptions options = CommandLine.populateCommand(new RunOptions(), "--method", "er");

    // When, Then
    assertThat(options.liveMethods(List.of())).hasSize(1);
  }

  @Test
  void shouldPutThePortfolioInPlaceOfAuto() {
    // Given
    RunOptions options =
        CommandLine.populateCommand(new RunOptions(), "--method", "naive", "--method", "auto");

    // When, Then
    assertThat(options.liveMethods(List.of())).hasSize(1 + Portfolio.METHODS.size());
    assertThat(options.isAuto(List.of())).isTrue();
    assertThat(options.methodsByText(List.of()).keySet())
        .containsExactly(
            "naive",
            Portfolio.METHODS.get(0),
            Portfolio.METHODS.get(1),
            Portfolio.METHODS.get(2),
            Portfolio.METHODS.get(3));
    assertThat(new RunOptions().isAuto(List.of("naive"))).isFalse();
    assertThat(new RunOptions().isAuto(List.of("auto"))).isTrue();
  }

  @Test
  void shouldUseTheGivenNameAsPrefixOfSeveralRuns() {
    // Given
    var given = CommandLine.populateCommand(new RunNameOption(), "--run", "mine");
    MethodExpression naive = MethodExpression.parse("naive");
    MethodExpression er = MethodExpression.parse("er");

    // When, Then
    assertThat(given.name(naive, List.of(naive), 1)).isEqualTo("mine");
    assertThat(given.name(naive, List.of(naive, er), 1)).startsWith("mine-naive").endsWith("s1");
    assertThat(new RunNameOption().name(naive, List.of(naive), 1)).startsWith("naive");
  }
}
