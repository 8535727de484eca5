package dev.lethe.learner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Step;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class GradientsTest {
  @Test
  void shouldRestrictTheLossToTheTrainedClassesOfARow() {
    try (Kit kit = new Kit("mlp(hidden=0)", "naive+linear(train=window)", 2, 3)) {
      // Given: window 0 has the first two of three classes; all logits are 0
      kit.context().classes().addToWindow(0, 0);
      kit.context().classes().addToWindow(1, 0);
      kit.context().classes().addToWindow(2, 1);
      kit.fill(0, 0);
      kit.fill(1, 0);
      Step step = kit.step(new float[][] {{1, 2}}, 0);
      Gradients gradients = kit.context().gradients();

      // When
      BitSet among = gradients.trainedClasses(step.batch(), 0);
      float[] weightGradients = gradients.ofLoss(step.batch(), step.scope()).get(0).toFloatArray();

      // Then: (p − 1{c = y}) xᵀ with p = (½, ½, –)
      assertThat(among.stream()).containsExactly(0, 1);
      assertThat(weightGradients)
          .containsExactly(new float[] {-0.5f, -1, 0.5f, 1, 0, 0}, within(1e-6f));
    }
  }
}
