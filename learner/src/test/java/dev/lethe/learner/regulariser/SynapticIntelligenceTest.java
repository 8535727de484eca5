package dev.lethe.learner.regulariser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import org.junit.jupiter.api.Test;

class SynapticIntelligenceTest extends SoftmaxRegression {
  @Test
  void shouldMeasureTheLossDecreaseAlongTheTrajectory() {
    // Given: one step of SGD, Δθ = −η g, so ω = η g² and Ω = η g² / (η² g² + ξ)
    var si = new SynapticIntelligence(Kit.part("si(c=1,xi=0.25)"), kit.context());
    Step step = kit.step(ROWS, 0);
    double expected = 0;
    for (NDArray gradient : Tensors.copies(step.gradients(), step.scope())) {
      for (float g : gradient.toFloatArray()) {
        expected += 0.5 * g * g / (0.25 * g * g + 0.25);
      }
    }

    // When
    update(si, step);
    si.windowEnded(new WindowEnd(0, null));

    // Then
    assertThat(expected).isPositive();
    assertThat(metric(si, "si.importance")).isCloseTo(expected, within(1e-4));
  }
}
