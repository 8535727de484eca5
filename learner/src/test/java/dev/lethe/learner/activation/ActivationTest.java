package dev.lethe.learner.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.Autograd;
import dev.lethe.learner.engine.TorchEngine;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.part.Activation;
import dev.lethe.learner.part.LearnerContext;
import dev.lethe.learner.random.RandomStreams;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationTest {
  // no value at a kink, for finite differences: neither 0 nor 2, nor at a threshold
  private static final float[] ROW = {0.5f, -1f, 3f, 0.25f, 1.5f};

  private final NDManager owner = TorchEngine.newManager();

  @AfterEach
  void close() {
    owner.close();
  }

  private Activation activation(String expression) {
    return MethodExpression.parse(expression)
        .activation(new LearnerContext(5, 2, 1, new RandomStreams(1), owner));
  }

  private float[] apply(String expression, float... row) {
    return activation(expression).apply(owner.create(new float[][] {row})).toFloatArray();
  }

  @Test
  void shouldMatchTheFormula() {
    // When, Then
    assertThat(apply("leaky-relu(slope=0.1)", ROW))
        .containsExactly(new float[] {0.5f, -0.1f, 3f, 0.25f, 1.5f}, within(1e-6f));
    assertThat(apply("tanh", 0.5f)).containsExactly(new float[] {0.46211716f}, within(1e-6f));
    // x Φ(x): 0.5 · 0.69146246
    assertThat(apply("gelu", 0.5f)).containsExactly(new float[] {0.34573123f}, within(1e-6f));
    assertThat(apply("crelu", ROW)).containsExactly(0.5f, 0f, 3f, 0.25f, 1.5f, 0f, 1f, 0f, 0f, 0f);
  }

  @Test
  void shouldSubtractTheThresholdInWinnersTakeAll() {
    // When, Then: k = ⌊0.6 · 5⌋ = 3, the third largest is 0.5
    assertThat(apply("kwta(share=0.6)", ROW)).containsExactly(0f, 0f, 2.5f, 0f, 1f);
    // ⌊0.2 · 5⌋ = 1, but k is at least 2, so one output is positive
    assertThat(apply("kwta(share=0.2)", ROW)).containsExactly(0f, 0f, 1.5f, 0f, 0f);
    // 3 Φ(3) = 2.9959503, 1.5 Φ(1.5) = 1.3997892
    assertThat(apply("kwta(share=0.4,before=gelu)", ROW))
        .containsExactly(new float[] {0f, 0f, 1.5961611f, 0f, 0f}, within(1e-5f));
  }

  @Test
  void shouldMatchTheFormulaOfHardAsh() {
    // Given: μ = 0.85, σ² = (0.1225 + 3.4225 + 4.6225 + 0.36 + 0.4225)/5 = 1.79, σ = 1.337909
    // t = 1·(x − 0.85 − 0.5 σ); gate = (t + 3)/6 within [0, 1]

    // When
    float[] values = apply("hard-ash(alpha=1,z=0.5)", ROW);

    // Then: 0.5·(−1.018955+3)/6; clip(−1) = 0; 2·(1.481045+3)/6; 0.25·1.731045/6; 1.5·2.981045/6
    assertThat(values)
        .containsExactly(
            new float[] {0.165087f, 0f, 1.493682f, 0.0721269f, 0.745261f}, within(1e-4f));
  }

  /**
   * Compares with the formula in double precision, for n units with s = gate(t), t = α (x − μ − z
   * σ), c = clip(x, 0, 2) or x: ∂y_i/∂x_j = δ_ij c′_i s_i + c_i s′_i α (δ_ij − 1/n − z (x_j − μ)/(n
   * σ)).
   */
  @ParameterizedTest
  @CsvSource({
    "'hard-ash(alpha=1,z=0.5)', -0.021092, -0.154312, 0.098255, 0.932811, 3.112745",
    "'hard-ash(alpha=1,z=0.5,gate=soft)', -0.167405, -0.188213, -0.194181, 0.575928, 3.593151",
    "'ash(alpha=1,z=0.5)', -0.222141, -0.196536, 2.589273, 0.527075, 3.514880",
    "'ash(alpha=1,z=0.5,gate=hard)', -0.050066, -0.337585, 2.778660, 0.906952, 3.071315"
  })
  void shouldMatchTheFormulaOfTheGradientOfAsh(
      String expression, float a, float b, float c, float d, float e) {
    // When
    float[] gradient = gradient(activation(expression), new float[] {1, 2, 3, 4, 5});

    // Then
    assertThat(gradient).containsExactly(new float[] {a, b, c, d, e}, within(1e-4f));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relu",
        "leaky-relu",
        "tanh",
        "gelu",
        "crelu",
        "kwta(share=0.6)",
        "kwta(share=0.6,before=gelu)",
        "hard-ash(alpha=1,z=0.5)",
        "hard-ash(alpha=1,z=0.5,gate=soft)",
        "ash(alpha=1,z=0.5)"
      })
  void shouldMatchFiniteDifferencesOfTheGradient(String expression) {
    // Given: L = Σ k · y_k, with a different weight for each output
    Activation activation = activation(expression);
    int outputs = 5 * activation.copies();
    float[] weights = new float[outputs];
    for (int k = 0; k < outputs; k++) {
      weights[k] = k + 1;
    }
    float h = 1e-2f;
    float[] expected = new float[5];
    for (int i = 0; i < 5; i++) {
      float[] above = ROW.clone();
      float[] below = ROW.clone();
      above[i] += h;
      below[i] -= h;
      expected[i] = (sum(apply(expression, above)) - sum(apply(expression, below))) / (2 * h);
    }

    // When
    float[] gradient = gradient(activation, weights);

    // Then
    assertThat(gradient).containsExactly(expected, within(0.02f));
  }

  private float[] gradient(Activation activation, float[] weights) {
    try (NDManager scope = owner.newSubManager();
        Autograd autograd = Autograd.record()) {
      NDArray inputs = owner.create(new float[][] {ROW});
      List<NDArray> leaves = autograd.leaves(List.of(inputs), scope);
      NDArray outputs = activation.apply(leaves.get(0));
      return autograd
          .gradients(outputs, scope.create(new float[][] {weights}), leaves)
          .get(0)
          .toFloatArray();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kwta(share=0.4)", "hard-ash(alpha=1,z=0.5)", "ash(alpha=1,z=0.5)", "gelu"})
  void shouldTreatAllPositionsOfAllChannelsAsOneLayer(String expression) {
    // Given: two rows of 2 channels, 1 high, 3 wide
    float[] values = {0.5f, -1f, 3f, 0.25f, 1.5f, 0.75f, -2f, 1f, 0.1f, 2.5f, 0.3f, -0.4f};
    NDArray images = owner.create(values, new Shape(2, 2, 1, 3));

    // When
    NDArray activated = activation(expression).apply(images);

    // Then: equal to the same values as units of a linear layer
    NDArray flat = activation(expression).apply(owner.create(values, new Shape(2, 6)));
    assertThat(activated.getShape()).isEqualTo(images.getShape());
    assertThat(activated.toFloatArray()).isEqualTo(flat.toFloatArray());
  }

  @Test
  void shouldAppendTheNegativeCopiesAfterAllChannelsInCrelu() {
    // Given: 2 channels, 1 high, 2 wide
    NDArray images = owner.create(new float[] {1, -2, 3, -4}, new Shape(1, 2, 1, 2));

    // When
    NDArray activated = activation("crelu").apply(images);

    // Then
    assertThat(activated.getShape()).isEqualTo(new Shape(1, 4, 1, 2));
    assertThat(activated.toFloatArray()).containsExactly(1, 0, 3, 0, 0, 2, 0, 4);
  }

  private static float sum(float[] values) {
    float sum = 0;
    for (int k = 0; k < values.length; k++) {
      sum += (k + 1) * values[k];
    }
    return sum;
  }
}
