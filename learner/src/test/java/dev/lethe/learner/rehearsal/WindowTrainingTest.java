package dev.lethe.learner.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.part.Kit;
import org.junit.jupiter.api.Test;

class WindowTrainingTest {
  @Test
  void shouldRestartTheRateInGrowingCyclesWhenGDumb() {
    try (Kit kit = new Kit("mlp(hidden=0)", "naive+sgd(lr=0.5)", 2, 2)) {
      // When
      var gdumb = new GDumb(Kit.part("gdumb(lr-max=1,lr-min=0.2)"), kit.context());

      // Then: 0.1; a cycle of 1: 1; of 2: 1, cos(π/2) = 0; of 4: 1, cos(π/4) = 0.7071, …
      assertThat(gdumb.rate(0)).isCloseTo(0.1, within(1e-12));
      assertThat(gdumb.rate(1)).isCloseTo(1, within(1e-12));
      assertThat(gdumb.rate(2)).isCloseTo(1, within(1e-12));
      assertThat(gdumb.rate(3)).isCloseTo(0.6, within(1e-12));
      assertThat(gdumb.rate(4)).isCloseTo(1, within(1e-12));
      assertThat(gdumb.rate(5)).isCloseTo(0.8828427, within(1e-6));
      // relative to the optimizer's rate
      assertThat(gdumb.rateFactor(3)).isCloseTo(1.2, within(1e-12));
    }
  }
}
