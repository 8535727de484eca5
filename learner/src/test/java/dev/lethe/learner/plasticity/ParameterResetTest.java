package dev.lethe.learner.plasticity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.WindowEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParameterResetTest {
  private final Kit kit = new Kit("mlp(hidden=3)", "naive+adam", 2, 2);

  @AfterEach
  void close() {
    kit.close();
  }

  private void assertNumbers(int... parameters) {
    for (int parameter : parameters) {
      for (float value : kit.parameter(parameter).toFloatArray()) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void shouldRepairANanModelWhenTheNetworkIsReset() {
    // Given
    for (int i = 0; i < 4; i++) {
      kit.fill(i, i % 2 == 0 ? Float.NaN : Float.POSITIVE_INFINITY);
    }

    // When
    ParameterReset.networkReset(Kit.part("network-reset"), kit.context())
        .windowEnded(new WindowEnd(0, null));

    // Then
    assertNumbers(0, 1, 2, 3);
    assertThat(kit.parameter(0).toFloatArray()).doesNotContain(0);
    assertThat(kit.parameter(1).toFloatArray()).containsOnly(0);
  }

  @Test
  void shouldRepairOnlyTheHeadWhenItIsReset() {
    // Given
    kit.fill(1, Float.NaN);
    kit.fill(2, Float.NaN);
    kit.fill(3, Float.NaN);

    // When
    ParameterReset.headReset(Kit.part("head-reset"), kit.context())
        .windowEnded(new WindowEnd(0, null));

    // Then
    assertNumbers(2, 3);
    assertThat(kit.parameter(1).toFloatArray()).containsOnly(Float.NaN);
  }

  @Test
  void shouldKeepOnlyThePerturbationWhenShrinkIsZero() {
    // Given: biases are initially 0
    for (int i = 0; i < 4; i++) {
      kit.fill(i, Float.NaN);
    }

    // When
    ParameterReset.shrinkPerturb(Kit.part("shrink-perturb(shrink=0,perturb=0.01)"), kit.context())
        .windowEnded(new WindowEnd(0, null));

    // Then: weights of the Xavier initialisation are below √(6/5)
    assertNumbers(0, 1, 2, 3);
    for (float value : kit.parameter(0).toFloatArray()) {
      assertThat(Math.abs(value)).isLessThan(0.01f * 1.1f);
    }
    assertThat(kit.parameter(3).toFloatArray()).containsOnly(0);
  }

  @Test
  void shouldResetEveryGivenNumberOfSteps() {
    // Given
    ParameterReset renewal =
        ParameterReset.shrinkPerturb(Kit.part("shrink-perturb(when=steps:3)"), kit.context());

    // When
    for (int i = 0; i < 7; i++) {
      renewal.updated(kit.step(new float[][] {{1, 2}}, 0));
    }

    // Then
    assertThat(Kit.metrics(renewal)).containsEntry("shrink-perturb.renewals", 2.0);
  }
}
