package dev.lethe.learner.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.part.Kit;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models declare the positions of their hidden units correctly; resets rely on it. */
class HiddenLayerTest {
  private static final int FEATURES = 16;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mlp(hidden=4:3) | tanh | 2",
        "mlp(hidden=4:3) | crelu | 2",
        "cnn(input=1x4x4,channels=3:2,hidden=4) | tanh | 3",
        "cnn(input=1x4x4,channels=2,hidden=4) | tanh | 2",
        "cnn(input=1x4x4,channels=3:2,hidden=4) | crelu | 3",
        "cnn(input=1x4x4,channels=2,hidden=0) | crelu | 1",
        "resnet18-slim(input=1x4x4,width=2) | tanh | 8",
        "resnet18-slim(input=1x4x4,width=2) | crelu | 8",
        "tabular(hidden=4:3,categorical=2x3) | tanh | 2"
      })
  void shouldDeclareIncomingAndOutgoingWeightsOfEachUnit(
      String model, String activation, int layers) {
    try (Kit kit = new Kit(model, activation, FEATURES, 3)) {
      Model made = kit.context().model();
      assertThat(made.hiddenLayers()).hasSize(layers);
      try (NDManager scope = kit.context().owner().newSubManager()) {
        NDArray inputs = inputs(scope);
        for (HiddenLayer layer : made.hiddenLayers()) {
          int unit = layer.units() - 1;
          // When: the incoming weights of the unit change
          float[] before = logits(made, inputs);
          perturb(made, layer, unit);
          float[] changed = logits(made, inputs);
          mute(made, layer, unit);
          float[] muted = logits(made, inputs);
          perturb(made, layer, unit);

          // Then: the logits change, until the outgoing weights are 0
          assertThat(changed).isNotEqualTo(before);
          assertThat(muted).isNotEqualTo(changed);
          assertThat(logits(made, inputs)).isEqualTo(muted);
        }
      }
    }
  }

  private static NDArray inputs(NDManager scope) {
    Random random = new Random(4);
    float[] values = new float[5 * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return scope.create(values, new Shape(5, FEATURES));
  }

  private static float[] logits(Model model, NDArray inputs) {
    return model.forward(inputs, model.parameters()).logits().toFloatArray();
  }

  /** Changes all parameters of the unit. */
  private static void perturb(Model model, HiddenLayer layer, int unit) {
    Random random = new Random(unit);
    int[] own = {layer.weights(), layer.bias(), layer.scale()};
    for (int parameter : own) {
      if (parameter >= 0) {
        NDArray array = model.parameters().get(parameter);
        float[] values = array.toFloatArray();
        int size = values.length / layer.units();
        for (int i = unit * size; i < (unit + 1) * size; i++) {
          values[i] += (float) random.nextGaussian();
        }
        try (NDArray changed = array.getManager().create(values, array.getShape())) {
          changed.copyTo(array);
        }
      }
    }
  }

  private static void mute(Model model, HiddenLayer layer, int unit) {
    for (int copy = 0; copy < layer.copies(); copy++) {
      int from = layer.column(unit, copy);
      Tensors.fill(
          model.parameters().get(layer.next()),
          new NDIndex(":, {}:{}", from, from + layer.span()),
          0);
    }
  }
}
