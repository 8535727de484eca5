package dev.lethe.learner.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Autograd;
import dev.lethe.learner.engine.TorchEngine;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.Kit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CosineHeadTest {
  private final NDManager owner = TorchEngine.newManager();
  private final Head head = new CosineHead(Kit.part("cosine(scale=10)"));

  @AfterEach
  void close() {
    owner.close();
  }

  private List<NDArray> gradients(float[][] features, float[][] weights, float[]... gradient) {
    try (Autograd autograd = Autograd.record()) {
      List<NDArray> leaves =
          autograd.leaves(List.of(owner.create(features), owner.create(weights)), owner);
      NDArray z = head.logits(leaves.get(0), leaves.subList(1, 2));
      return autograd.gradients(z, owner.create(gradient), leaves);
    }
  }

  @Test
  void shouldMultiplyTheCosineOfTheAngleByTheScale() {
    // Given: lengths 5, and 2, 10, 13
    NDArray features = owner.create(new float[][] {{3, 4}});
    NDArray weights = owner.create(new float[][] {{2, 0}, {-6, -8}, {5, 12}});

    // When
    float[] z = head.logits(features, List.of(weights)).toFloatArray();

    // Then: 10 · 6/10, 10 · −50/50, 10 · 63/65
    assertThat(z).containsExactly(new float[] {6, -10, 9.6923077f}, within(1e-5f));
  }

  @Test
  void shouldHaveGradientsOrthogonalToEachDirection() {
    // When: z = s cos; ∂z/∂h = s (ŵ − cos ĥ)/‖h‖, ∂z/∂w = s (ĥ − cos ŵ)/‖w‖
    List<NDArray> gradients =
        gradients(new float[][] {{3, 4}}, new float[][] {{2, 0}}, new float[] {1});

    // Then: 10 ((1, 0) − 0.6 (0.6, 0.8))/5, 10 ((0.6, 0.8) − 0.6 (1, 0))/2
    assertThat(gradients.get(0).toFloatArray())
        .containsExactly(new float[] {1.28f, -0.96f}, within(1e-5f));
    assertThat(gradients.get(1).toFloatArray()).containsExactly(new float[] {0, 4}, within(1e-5f));
  }

  @Test
  void shouldHaveFiniteGradientsForZeroRows() {
    // When
    List<NDArray> gradients =
        gradients(new float[][] {{0, 0}}, new float[][] {{0, 0}, {1, 0}}, new float[] {1, 1});

    // Then
    for (NDArray gradient : gradients) {
      for (float value : gradient.toFloatArray()) {
        assertThat(value).isFinite();
      }
    }
  }
}
