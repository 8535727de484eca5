package dev.lethe.learner.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Optimizer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Uses the rows (1, 2) and (3, −1) and W = ((1, 0), (0, 2)), so z = (1, 4) and (3, −2). Then |∂
 * mean z² / ∂W| = ½ |Σ z x| = ½ ((|1+9|, |2−3|), (|4−6|, |8+2|)) = ((5, 0.5), (1, 5)).
 */
class StreamingMasTest {
  private static final float[][] ROWS = {{1, 2}, {3, -1}};

  private final Kit kit =
      new Kit("mlp(hidden=0,bias=false)", "s-mas(lr=0.1,importance=0.5,eps=0.5)", 2, 2);
  private final Optimizer optimizer = kit.context().optimizer();

  @BeforeEach
  void set() {
    kit.set(0, 1, 0, 0, 2);
  }

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void shouldReduceStepsByTheSensitivityOfTheLogits() {
    // When
    optimizer.gradientComputed(kit.step(ROWS, 0, 1));
    update(1, 2, 3, 4);

    // Then: Ω + ε = 3, 0.75, 1, 3, with roots 1.7320508, 0.8660254, 1
    assertThat(kit.parameter(0).toFloatArray())
        .containsExactly(
            new float[] {1 - 0.05773503f, -0.23094011f, -0.3f, 2 - 0.23094011f}, within(1e-6f));
  }

  @Test
  void shouldSumImportancesOverSteps() {
    // Given: a step that changes no parameter
    optimizer.gradientComputed(kit.step(ROWS, 0, 1));
    update(0, 0, 0, 0);

    // When
    optimizer.gradientComputed(kit.step(ROWS, 0, 1));
    update(1, 1, 1, 1);

    // Then: Ω + ε = 5.5, 1, 1.5, 5.5
    assertThat(kit.parameter(0).toFloatArray())
        .containsExactly(
            new float[] {1 - 0.04264014f, -0.1f, -0.08164966f, 2 - 0.04264014f}, within(1e-6f));
  }

  @Test
  void shouldResetOnlyTheGivenElements() {
    // Given
    optimizer.gradientComputed(kit.step(ROWS, 0, 1));
    update(0, 0, 0, 0);

    // When
    optimizer.resetState(0, new NDIndex("{}", 0));
    update(1, 1, 1, 1);

    // Then: Ω + ε = 0.5, 0.5, 1, 3
    assertThat(kit.parameter(0).toFloatArray())
        .containsExactly(
            new float[] {1 - 0.14142136f, -0.14142136f, -0.1f, 2 - 0.05773503f}, within(1e-6f));
  }

  @Test
  void shouldKeepItsSumsWhenSensitivitiesAreNotFinite() {
    // Given: sensitivities of 1e30 · 1e30
    optimizer.gradientComputed(kit.step(new float[][] {{1e30f, 1e30f}}, 0));

    // When
    update(1, 1, 1, 1);

    // Then: Ω = 0
    assertThat(kit.parameter(0).toFloatArray())
        .containsExactly(
            new float[] {1 - 0.14142136f, -0.14142136f, -0.14142136f, 2 - 0.14142136f},
            within(1e-6f));
  }

  private void update(float... gradient) {
    try (NDManager scope = kit.context().owner().newSubManager()) {
      NDArray g = scope.create(gradient, kit.parameter(0).getShape());
      optimizer.update(kit.context().parameters(), List.of(g), scope);
    }
  }
}
