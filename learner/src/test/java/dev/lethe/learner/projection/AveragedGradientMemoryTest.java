package dev.lethe.learner.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.engine.TorchEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragedGradientMemoryTest {
  @Test
  void shouldRemoveTheConflictingComponent() {
    try (NDManager manager = TorchEngine.newManager()) {
      // Given: two arrays as one vector, g = (1, 2, −3), r = (0, 1, 1), g·r = −1, r·r = 2
      List<NDArray> g =
          List.of(manager.create(new float[] {1, 2}), manager.create(new float[] {-3}));
      List<NDArray> r =
          List.of(manager.create(new float[] {0, 1}), manager.create(new float[] {1}));

      // When
      boolean projected = AveragedGradientMemory.project(g, r);

      // Then: g + r/2
      assertThat(projected).isTrue();
      assertThat(g.get(0).toFloatArray()).containsExactly(1f, 2.5f);
      assertThat(g.get(1).toFloatArray()).containsExactly(-2.5f);
      List<NDArray> again =
          List.of(manager.create(new float[] {0, 1}), manager.create(new float[] {1}));
      assertThat(Tensors.dot(g, again)).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void shouldNotProjectWithoutConflictOrReference() {
    try (NDManager manager = TorchEngine.newManager()) {
      // Given
      List<NDArray> g = List.of(manager.create(new float[] {1, 2}));

      // When, Then
      assertThat(AveragedGradientMemory.project(g, List.of(manager.create(new float[] {1, 0}))))
          .isFalse();
      assertThat(
              AveragedGradientMemory.project(g, List.of(manager.create(new float[] {-1e-9f, 0}))))
          .isFalse();
      assertThat(g.get(0).toFloatArray()).containsExactly(1f, 2f);
    }
  }
}
