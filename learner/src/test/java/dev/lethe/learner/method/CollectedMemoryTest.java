package dev.lethe.learner.method;

import static java.lang.management.ManagementFactory.getPlatformMXBeans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.Autograd;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.Kit;
import java.lang.management.BufferPoolMXBean;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Memory that the engine's autograd refers to lives as long as the recording: a garbage collection
 * between the forward and the backward pass does not change any gradient.
 */
class CollectedMemoryTest {
  private static final int FEATURES = 16;
  private static final int ROWS = 3;

  static Stream<String> parts() {
    return MethodParts.VOCABULARY.definitions().stream()
        .filter(part -> part.kind().equals(Kind.ACTIVATION) || isHead(part))
        .map(PartDefinition::name);
  }

  private static boolean isHead(PartDefinition part) {
    return part.kind().equals(Kind.HEAD);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void shouldNotChangeGradientsOfAPartWhenGarbageIsCollected(String part) {
    shouldGiveTheSameGradients("mlp(hidden=12:12)", part);
  }

  @ParameterizedTest
  @MethodSource("dev.lethe.learner.model.ModelSamples#expressions")
  void shouldNotChangeGradientsOfAModelWhenGarbageIsCollected(String model) {
    shouldGiveTheSameGradients(model, "relu");
  }

  private static void shouldGiveTheSameGradients(String model, String part) {
    try (Kit kit = new Kit(model, "naive+" + part, FEATURES, 4)) {
      // Given
      List<float[]> expected = gradients(kit.context().model(), kit.context().owner(), false);

      // When
      List<float[]> gradients = gradients(kit.context().model(), kit.context().owner(), true);

      // Then
      assertThat(gradients).hasSameSizeAs(expected).isNotEmpty();
      for (int i = 0; i < expected.size(); i++) {
        assertThat(gradients.get(i)).isEqualTo(expected.get(i));
      }
    }
  }

  private static List<float[]> gradients(Model model, NDManager owner, boolean collected) {
    try (NDManager scope = owner.newSubManager();
        Autograd autograd = Autograd.record()) {
      List<NDArray> leaves = autograd.leaves(model.parameters(), scope);
      float[] inputs = new float[ROWS * FEATURES];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = (i * 7 % 11) / 11f;
      }
      NDArray rows = scope.create(inputs, new Shape(ROWS, FEATURES)).duplicate();
      NDArray logits = model.trainingForward(rows, leaves).logits();
      if (collected) {
        collect();
      }
      NDArray logitGradient = scope.arange(0f, ROWS * 4f).reshape(ROWS, 4).sub(5);
      return autograd.gradients(logits, logitGradient, leaves).stream()
          .map(NDArray::toFloatArray)
          .toList();
    }
  }

  /** Returns once unreachable direct memory has been freed. */
  private static void collect() {
    BufferPoolMXBean direct =
        getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();
    long before = direct.getMemoryUsed();
    int size = ByteBuffer.allocateDirect(1 << 20).capacity();
    await()
        .until(
            () -> {
              System.gc();
              return direct.getMemoryUsed() < before + size;
            });
  }
}
