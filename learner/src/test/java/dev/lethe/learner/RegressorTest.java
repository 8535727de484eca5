package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegressorTest {
  private static final float[] ONE = {1};

  @Test
  void shouldFollowTheGradientOfTheSquaredErrorWithoutTheFactorOneHalf() {
    // Given: z = w x + b with x = 1, so ∂L/∂w = ∂L/∂b = 2 (z − y)
    try (Regressor regressor = regressor("naive+sgd(lr=0.1)", "mlp(hidden=0)", 1)) {
      // When
      double before = regressor.learn(ONE, new float[] {3});
      double after = regressor.learn(ONE, new float[] {3});
      // Then: z − y shrinks by 1 − 2 · 0.1 · 2, the error by its square
      assertThat(before).isPositive();
      assertThat(after).isCloseTo(0.36 * before, within(1e-5 * before));
    }
  }

  @Test
  void shouldSumTheErrorsOfAllOutputs() {
    // Given: at rate 1/4 both outputs are right after one step, as 2 · 0.25 · 2 = 1
    try (Regressor regressor = regressor("naive+sgd(lr=0.25)", "mlp(hidden=0)", 2)) {
      regressor.learn(ONE, new float[] {1, 2});
      // When
      double error = regressor.learn(ONE, new float[] {1 + 3, 2 - 4});
      // Then
      assertThat(error).isCloseTo(9 + 16, within(1e-4));
    }
  }

  @Test
  void shouldChangeNothingWhenTheErrorIsNotFinite() {
    try (Regressor regressor = regressor("naive+sgd(lr=0.25)", "mlp(hidden=0)", 1)) {
      regressor.learn(ONE, new float[] {5});
      // When
      regressor.learn(ONE, new float[] {Float.POSITIVE_INFINITY});
      // Then
      assertThat(regressor.learn(ONE, new float[] {5})).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void shouldSupportPlasticityParts() {
    try (Regressor regressor =
        regressor("naive+cbp(rate=0.1,maturity=1)+sgd(lr=0.01)", "mlp(hidden=5)", 1)) {
      // When
      run(regressor, 50);
      // Then
      assertThat(regressor.report().get("cbp.units.reset")).isPositive();
    }
  }

  @Test
  void shouldRepeatTheErrorsForTheSameSeed() {
    String method = "naive+cbp(rate=0.1,maturity=1)+adam(lr=0.01)";
    try (Regressor one = regressor(method, "mlp(hidden=5)", 1);
        Regressor other = regressor(method, "mlp(hidden=5)", 1)) {
      assertThat(run(one, 50)).isEqualTo(run(other, 50)).isPositive();
    }
  }

  @Test
  void shouldRejectPartsThatNeedClasses() {
    assertThatThrownBy(() -> regressor("er(memory=10)", "mlp(hidden=5)", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("method: got 'er(");
    assertThatThrownBy(() -> regressor("naive+ewc", "mlp(hidden=5)", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a regulariser, expected naive");
  }

  @Test
  void shouldRejectExamplesOfAnotherShape() {
    try (Regressor regressor = regressor("naive", "mlp(hidden=0)", 1)) {
      assertThatThrownBy(() -> regressor.learn(new float[2], ONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("features: got 2, expected 1");
      assertThatThrownBy(() -> regressor.learn(ONE, new float[0]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("targets: got 0, expected 1");
    }
  }

  private static double run(Regressor regressor, int steps) {
    var random = new SplittableRandom(1);
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      float[] x = {(float) random.nextDouble()};
      sum += regressor.learn(x, new float[] {x[0] * x[0]});
    }
    return sum;
  }

  private static Regressor regressor(String method, String model, int outputs) {
    return new Regressor(MethodExpression.parse(method), ModelSpec.parse(model), 1, outputs, 1);
  }
}
