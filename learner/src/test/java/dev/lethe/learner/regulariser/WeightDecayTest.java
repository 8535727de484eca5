package dev.lethe.learner.regulariser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Step;
import org.junit.jupiter.api.Test;

class WeightDecayTest extends SoftmaxRegression {
  @Test
  void shouldPullTowardsInitialValues() {
    // Given
    float[] first = kit.parameter(0).toFloatArray();
    WeightDecay tether = WeightDecay.l2Init(Kit.part("l2-init(lambda=0.5)"), kit.context());
    Step still = kit.step(ROWS, 0);
    float[] task = still.gradients().get(0).toFloatArray();

    // When, Then: nothing at θ₀
    tether.addGradient(still);
    assertThat(still.gradients().get(0).toFloatArray()).isEqualTo(task);

    // When: the first weight differs by 3, so 2 · 0.5 · 3
    kit.set(0, first[0] + 3, first[1], first[2], first[3]);
    Step moved = kit.step(ROWS, 0);
    float before = moved.gradients().get(0).toFloatArray()[0];
    tether.addGradient(moved);

    // Then
    assertThat(moved.gradients().get(0).toFloatArray()[0]).isCloseTo(before + 3, within(1e-5f));
    assertThat(metric(tether, "l2-init.penalty")).isCloseTo(4.5, within(1e-4));
  }
}
