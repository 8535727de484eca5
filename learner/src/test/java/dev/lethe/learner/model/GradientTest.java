package dev.lethe.learner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.Autograd;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.engine.TorchEngine;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.LearnerContext;
import dev.lethe.learner.part.ModelContext;
import dev.lethe.learner.random.RandomStreams;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares every model's gradient with finite differences, and its passes with each other. */
class GradientTest {
  private static final int ROWS = 6;
  private static final int MOST_ELEMENTS = 12;

  private final NDManager owner = TorchEngine.newManager();
  private final RowBatch rows = new RowBatch(ROWS, ModelSamples.FEATURES);

  GradientTest() {
    Random random = new Random(2);
    for (int row = 0; row < ROWS; row++) {
      int label = row % ModelSamples.CLASSES;
      float[] values = ModelSamples.row(label, random);
      rows.add(
          (target, from) -> System.arraycopy(values, 0, target, from, values.length), label, 0);
    }
  }

  @AfterEach
  void close() {
    owner.close();
  }

  static List<String> models() {
    return ModelSamples.expressions();
  }

  private interface Pass {
    Forward of(Model model, NDArray inputs, List<NDArray> parameters);
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldMatchFiniteDifferences(String expression) {
    // Given: statistics of the inputs, if the model has some
    Model model = model(expression);
    model.observeInputs(rows, ROWS);

    // When, Then
    check(model, Model::forward);
    check(model, Model::trainingForward);
  }

  private void check(Model model, Pass pass) {
    List<float[]> gradients = gradients(model, pass);
    Random random = new Random(1);
    boolean any = false;
    for (int p = 0; p < gradients.size(); p++) {
      NDArray parameter = model.parameters().get(p);
      float[] values = parameter.toFloatArray();
      for (int element : random.ints(MOST_ELEMENTS, 0, values.length).distinct().toArray()) {
        float centre = values[element];
        float h = 1e-3f;
        double above = loss(model, pass, parameter, values, element, centre + h);
        double below = loss(model, pass, parameter, values, element, centre - h);
        loss(model, pass, parameter, values, element, centre);
        double expected = (above - below) / (2 * h);
        assertThat((double) gradients.get(p)[element])
            .as("parameter %d, element %d", p, element)
            .isCloseTo(expected, within(2e-3 + 0.02 * Math.abs(expected)));
        any |= Math.abs(expected) > 1e-2;
      }
    }
    assertThat(any).isTrue();
  }

  private double loss(
      Model model, Pass pass, NDArray parameter, float[] values, int element, float value) {
    values[element] = value;
    try (NDManager scope = owner.newSubManager()) {
      scope.create(values, parameter.getShape()).copyTo(parameter);
      NDArray z = pass.of(model, rows.features(scope), model.parameters()).logits();
      Logits logits = Logits.read(z, model.classes());
      double sum = 0;
      for (int row = 0; row < ROWS; row++) {
        sum += logits.loss(row, rows.label(row)) / ROWS;
      }
      return sum;
    }
  }

  private List<float[]> gradients(Model model, Pass pass) {
    try (NDManager scope = owner.newSubManager();
        Autograd autograd = Autograd.record()) {
      List<NDArray> leaves = autograd.leaves(model.parameters(), scope);
      NDArray z = pass.of(model, rows.features(scope), leaves).logits();
      Logits logits = Logits.read(z, model.classes());
      float[] logitGradients = new float[ROWS * model.classes()];
      for (int row = 0; row < ROWS; row++) {
        logits.addLossGradient(row, rows.label(row), 1.0 / ROWS, logitGradients);
      }
      NDArray logitGradient = scope.create(logitGradients, new Shape(ROWS, model.classes()));
      return autograd.gradients(z, logitGradient, leaves).stream()
          .map(NDArray::toFloatArray)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void shouldPredictARowAloneLikeAmongOthers(String expression) {
    // Given
    Model model = model(expression);
    model.observeInputs(rows, ROWS);

    // When
    float[] together;
    float[] apart;
    try (NDManager scope = owner.newSubManager()) {
      NDArray inputs = rows.features(scope);
      together = model.forward(inputs, model.parameters()).logits().toFloatArray();
      apart = model.forward(inputs.get("2:3"), model.parameters()).logits().toFloatArray();
    }

    // Then
    for (int c = 0; c < apart.length; c++) {
      assertThat(apart[c]).isCloseTo(together[2 * apart.length + c], within(1e-5f));
    }
  }

  /** Smooth except for pooling: finite differences must not cross a kink. */
  private Model model(String expression) {
    var learnerContext =
        new LearnerContext(
            ModelSamples.FEATURES, ModelSamples.CLASSES, ROWS, new RandomStreams(3), owner);
    MethodExpression method = MethodExpression.parse("tanh");
    return ModelSpec.parse(expression)
        .create(
            new ModelContext(
                learnerContext, method.activation(learnerContext), method.head(learnerContext)));
  }
}
