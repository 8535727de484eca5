package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.method.MethodExpression;
import org.junit.jupiter.api.Test;

class RunOptionsTest {
  private static final String LONG =
      "er(memory=300)+mean-teacher+ewc(lambda=%d)+redo(when=steps:100)+adam(lr=0.001)";

  private static String name(String method, long seed) {
    return new RunOptions().runName(MethodExpression.parse(method), seed);
  }

  @Test
  void shouldNameARunByItsMethodAndSeed() {
    // When, Then
    assertThat(name("naive+sgd(lr=0.1)", 7)).isEqualTo("naive-sgd-lr-0.1-s7");
  }

  @Test
  void shouldKeepNamesShortAndApartWhenMethodsAreLong() {
    // When
    String one = name(LONG.formatted(10), Long.MIN_VALUE);
    String other = name(LONG.formatted(20), Long.MIN_VALUE);

    // Then
    assertThat(one).hasSizeLessThanOrEqualTo(100).matches("[a-z0-9.-]+").startsWith("er-batch-10");
    assertThat(other).isNotEqualTo(one);
    assertThat(name(LONG.formatted(10), Long.MIN_VALUE)).isEqualTo(one);
  }
}
