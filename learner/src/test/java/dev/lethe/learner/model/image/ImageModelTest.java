package dev.lethe.learner.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.state.StateWriter;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageModelTest {
  @Test
  void shouldConvolveActivateAndMaxPool() {
    try (Kit kit = new Kit("cnn(input=1x2x2,channels=1,hidden=0)", "relu", 4, 2)) {
      // Given: a filter of 1 … 9, bias −20, head weights 1 and −1
      kit.set(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
      kit.set(1, -20);
      kit.set(2, 1, -1);

      // When: the image is [1 2; 3 4]
      float[] logits = logits(kit, 1, 2, 3, 4);

      // Then: padded sums are 5·1+6·2+8·3+9·4 = 77, 4·1+5·2+7·3+8·4 = 67,
      // 2·1+3·2+5·3+6·4 = 47, 1·1+2·2+4·3+5·4 = 37; 77 − 20 is the largest
      assertThat(logits).containsExactly(57, -57);
    }
  }

  private static float[] logits(Kit kit, float... row) {
    Model model = kit.context().model();
    NDArray inputs = kit.context().owner().create(new float[][] {row});
    return model.forward(inputs, model.parameters()).logits().toFloatArray();
  }

  @Test
  void shouldHaveAsManyParametersAsInTheLiterature() {
    // Given
    try (Kit kit = new Kit("resnet18-slim", "relu", 3 * 32 * 32, 100)) {
      // When
      long count = kit.context().parameters().stream().mapToLong(NDArray::size).sum();

      // Then: 20 convolutions, 20 normalisations, 160 × 100 + 100 in the head
      assertThat(count).isEqualTo(1_109_240);
      assertThat(kit.context().parameters()).hasSize(62);
      Forward forward =
          kit.context()
              .model()
              .forward(kit.context().owner().zeros(new Shape(2, 3072)), kit.context().parameters());
      assertThat(forward.features().getShape()).isEqualTo(new Shape(2, 160));
      assertThat(forward.hidden().get(7).getShape()).isEqualTo(new Shape(2, 160, 4, 4));
    }
  }

  @Test
  void shouldTrainWithBatchAndPredictWithRunningStatistics() {
    try (Kit kit = new Kit("resnet18-slim(input=1x16x16,width=2)", "relu", 256, 2)) {
      // Given
      Model model = kit.context().model();
      NDArray inputs = kit.context().owner().create(ramp(), new Shape(6, 256));
      byte[] fresh = digest(model);

      // When
      Forward learnt = model.trainingForward(inputs, kit.context().parameters());
      float[] before = model.forward(inputs, kit.context().parameters()).logits().toFloatArray();

      // Then: a forward pass changes no state
      assertThat(digest(model)).isEqualTo(fresh);
      assertThat(learnt.logits().toFloatArray()).isNotEqualTo(before);
      assertThat(learnt.statistics()).hasSize(40);

      // When: its step is completed many times
      for (int i = 0; i < 200; i++) {
        model.updated(learnt);
      }

      // Then: running statistics equal those of the batch, except for the n − 1 of the variance
      float[] after = model.forward(inputs, kit.context().parameters()).logits().toFloatArray();
      float[] trained = learnt.logits().toFloatArray();
      assertThat(digest(model)).isNotEqualTo(fresh);
      for (int i = 0; i < after.length; i++) {
        assertThat(after[i]).isCloseTo(trained[i], within(0.1f));
        assertThat(Math.abs(after[i] - trained[i])).isLessThan(Math.abs(before[i] - trained[i]));
      }

      // When
      model.reinitialise();

      // Then
      assertThat(digest(model)).isEqualTo(fresh);
    }
  }

  @Test
  void shouldUpdateRunningStatisticsWithMomentum() {
    try (Kit kit = new Kit("resnet18-slim(input=1x2x2,width=1)", "relu", 4, 2)) {
      // Given: the first filter is the identity
      Model model = kit.context().model();
      kit.set(0, 0, 0, 0, 0, 1, 0, 0, 0, 0);
      NDArray inputs = kit.context().owner().create(new float[][] {{1, 2, 3, 6}});

      // When
      Forward learnt = model.trainingForward(inputs, kit.context().parameters());

      // Then: μ = 3, unbiased σ² = (4 + 1 + 0 + 9) / 3
      assertThat(learnt.statistics().get(0).toFloatArray()).containsExactly(3f);
      assertThat(learnt.statistics().get(1).toFloatArray()[0]).isCloseTo(14f / 3, within(1e-5f));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cnn(input=1x5x5) | 16 | cnn.input: got '1x5x5' with 25 values, expected a shape with the "
            + "16 features of an example",
        "resnet18-slim | 16 | resnet18-slim.input: got '3x32x32' with 3072 values, expected a "
            + "shape with the 16 features of an example",
        "cnn(input=1x4x4,channels=2:2:2) | 16 | cnn.channels: got '2:2:2', expected at most as many "
            + "sizes as '1x4x4' can be halved",
        "cnn(input=4x4) | 16 | cnn.input: got '4x4', expected channels, height and width of the "
            + "images joined by x, such as 3x32x32"
      })
  void shouldRejectAShapeThatDoesNotMatchTheFeatures(String model, int features, String message) {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Kit(model, "relu", features, 2))
        .withMessage(message);
  }

  private static float[] ramp() {
    float[] values = new float[6 * 256];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i * i);
    }
    return values;
  }

  private static byte[] digest(Model model) {
    var bytes = new ByteArrayOutputStream();
    model.save(new StateWriter(bytes));
    return bytes.toByteArray();
  }
}
