package dev.lethe.learner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.Autograd;
import dev.lethe.learner.engine.TorchEngine;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.LearnerContext;
import dev.lethe.learner.part.ModelContext;
import dev.lethe.learner.random.RandomStreams;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MlpTest {
  private static final float[][] INPUTS = {{0.5f, -1f, 2f}, {1.5f, 0.25f, -0.75f}};
  private static final int[] LABELS = {1, 0};

  private final NDManager owner = TorchEngine.newManager();
  private final Model model = model("mlp(hidden=4)", 3, 2, 1);

  @AfterEach
  void close() {
    owner.close();
  }

  @Test
  void shouldInitialiseWithGlorotWeightsAndZeroBiases() {
    // Given
    Model wide = model("mlp(hidden=100)", 784, 10, 2);

    // When
    NDArray weights = wide.parameters().get(0);
    NDArray biases = wide.parameters().get(1);

    // Then: U(-a, a) has standard deviation a/√3
    double bound = Math.sqrt(6.0 / 884);
    assertThat(weights.getShape()).isEqualTo(new Shape(100, 784));
    assertThat(weights.abs().max().getFloat()).isBetween((float) (0.999 * bound), (float) bound);
    assertThat(Math.sqrt(weights.square().mean().getFloat()))
        .isCloseTo(bound / Math.sqrt(3), within(2e-4));
    assertThat(biases.abs().max().getFloat()).isZero();
  }

  @Test
  void shouldSupportNoHiddenLayer() {
    // When
    Model linear = model("mlp(hidden=0)", 3, 2, 1);

    // Then
    assertThat(linear.parameters())
        .map(NDArray::getShape)
        .containsExactly(new Shape(2, 3), new Shape(2));
  }

  @Test
  void shouldMatchFiniteDifferences() {
    // Given
    double[][] parameters = values();
    double[][] expected = new double[parameters.length][];
    double h = 1e-6;
    for (int p = 0; p < parameters.length; p++) {
      expected[p] = new double[parameters[p].length];
      for (int i = 0; i < parameters[p].length; i++) {
        double centre = parameters[p][i];
        parameters[p][i] = centre + h;
        double above = loss(parameters);
        parameters[p][i] = centre - h;
        double below = loss(parameters);
        parameters[p][i] = centre;
        expected[p][i] = (above - below) / (2 * h);
      }
    }

    // When
    List<float[]> gradients;
    double loss;
    try (NDManager scope = owner.newSubManager();
        Autograd autograd = Autograd.record()) {
      List<NDArray> leaves = autograd.leaves(model.parameters(), scope);
      NDArray output = model.forward(scope.create(INPUTS), leaves).logits();
      Logits logits = Logits.read(output, 2);
      loss = (logits.loss(0, LABELS[0]) + logits.loss(1, LABELS[1])) / 2;
      float[] logitGradients = new float[4];
      logits.addLossGradient(0, LABELS[0], 0.5, logitGradients);
      logits.addLossGradient(1, LABELS[1], 0.5, logitGradients);
      NDArray logitGradient = scope.create(logitGradients, new Shape(2, 2));
      gradients =
          autograd.gradients(output, logitGradient, leaves).stream()
              .map(NDArray::toFloatArray)
              .toList();
    }

    // Then
    assertThat(loss).isCloseTo(loss(parameters), within(1e-6));
    for (int p = 0; p < expected.length; p++) {
      assertThat(toDoubles(gradients.get(p))).containsExactly(expected[p], within(1e-5));
    }
    assertThat(gradients.get(0)).isNotEqualTo(new float[12]);
  }

  private Model model(String expression, int features, int classes, long seed) {
    var learnerContext = new LearnerContext(features, classes, 1, new RandomStreams(seed), owner);
    MethodExpression method = MethodExpression.parse("naive");
    return ModelSpec.parse(expression)
        .create(
            new ModelContext(
                learnerContext, method.activation(learnerContext), method.head(learnerContext)));
  }

  /** Computes the mean cross-entropy in double precision, independently of the engine. */
  private static double loss(double[][] parameters) {
    double sum = 0;
    for (int row = 0; row < INPUTS.length; row++) {
      double[] x = toDoubles(INPUTS[row]);
      double[] hidden = affine(x, parameters[0], parameters[1]);
      for (int i = 0; i < hidden.length; i++) {
        hidden[i] = Math.max(0, hidden[i]);
      }
      double[] logits = affine(hidden, parameters[2], parameters[3]);
      sum += Math.log(Math.exp(logits[0]) + Math.exp(logits[1])) - logits[LABELS[row]];
    }
    return sum / INPUTS.length;
  }

  private static double[] affine(double[] x, double[] weights, double[] biases) {
    double[] y = biases.clone();
    for (int out = 0; out < y.length; out++) {
      for (int in = 0; in < x.length; in++) {
        y[out] += weights[out * x.length + in] * x[in];
      }
    }
    return y;
  }

  private double[][] values() {
    return model.parameters().stream()
        .map(parameter -> toDoubles(parameter.toFloatArray()))
        .toArray(double[][]::new);
  }

  private static double[] toDoubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
