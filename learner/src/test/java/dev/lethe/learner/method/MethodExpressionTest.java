package dev.lethe.learner.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lethe.learner.part.Kit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodExpressionTest {
  @Test
  void shouldSuggestClosestPartWhenNameIsUnknown() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MethodExpression.parse("err(memory=5)"))
        .withMessageMatching("method: got 'err'; did you mean 'er'\\? Expected one of .*");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MethodExpression.parse("er(memmory=5)"))
        .withMessage(
            "er: got 'memmory', expected one of batch, memory, mix; did you mean 'memory'?");
  }

  @Test
  void shouldRejectValueOutOfRange() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MethodExpression.parse("sgd(lr=-1)"))
        .withMessage("sgd.lr: got '-1', expected a number in (0, 1000]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MethodExpression.parse("adam(beta1=1)"))
        .withMessage("adam.beta1: got '1', expected a number in [0, 1)");
  }

  @Test
  void shouldRejectTwoPartsOfOneKind() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MethodExpression.parse("er+sgd+naive"))
        .withMessage("method: got 'er' and 'naive', expected at most one rehearsal");
  }

  @Test
  void shouldOmitDefaultsWhenComplete() {
    // When, Then
    assertThat(MethodExpression.parse("naive+relu+reservoir+linear(train=all)").complete())
        .isEqualTo(MethodExpression.parse("naive").complete());
    assertThat(MethodExpression.parse("naive+linear(train=seen)").complete())
        .hasToString("naive+linear(train=seen)+sgd(lr=0.1)");
  }

  @Test
  void shouldAddDefaultOnlyForOpenKinds() {
    // Given
    MethodExpression open = MethodExpression.parse("er(memory=7)");
    MethodExpression decided = MethodExpression.parse("sgd(lr=0.5)+er(memory=7)");

    // When, Then
    assertThat(open.withDefault("adam(lr=0.01)"))
        .hasToString(
            "er(batch=10,memory=7,mix=concat)+adam(beta1=0.9,beta2=0.999,eps=1e-8,lr=0.01)");
    assertThat(decided.withDefault("adam"))
        .hasToString("er(batch=10,memory=7,mix=concat)+sgd(lr=0.5)");
  }

  @Test
  void shouldDefaultToNaiveSgd() {
    // When, Then
    assertThat(MethodExpression.parse("adam(lr=.5)").complete())
        .hasToString("naive+adam(beta1=0.9,beta2=0.999,eps=1e-8,lr=0.5)");
    assertThat(MethodExpression.parse("er").complete())
        .hasToString("er(batch=10,memory=500,mix=concat)+sgd(lr=0.1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"naive+ring", "gem+lars", "gdumb(passes=1)+cbrs", "joint+fifo"})
  void shouldRejectAnUnusedBufferPolicy(String method) {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Kit("mlp(hidden=3)", method, 2, 2).create(method))
        .withMessageMatching(
            "buffer policy: got '.*', which has no buffer to apply it to,"
                + " expected a part with one, such as er or agem");
  }

  @ParameterizedTest
  @ValueSource(strings = {"er+ring", "agem+lars", "mir+cbrs", "naive"})
  void shouldAcceptAUsedBufferPolicy(String method) {
    // Given
    try (Kit kit = new Kit("mlp(hidden=3)", method, 2, 2)) {
      // When, Then
      assertThat(kit.create(method)).isNotNull();
    }
  }
}
