package dev.lethe.learner.plasticity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.part.ConvolutionalModel;
import dev.lethe.learner.part.Kit;
import org.junit.jupiter.api.Test;

/** Two units: unit 0 fires if the first feature is above 0, unit 1 if the second is. */
class SelfNormalizedResetsTest {
  private static final String SNR = "snr(percentile=0.95,min=1,max=2000,every=200)";

  private static void learn(SelfNormalizedResets snr, Kit kit, float first, float second) {
    snr.updated(kit.step(new float[][] {{first, second}}, 0));
  }

  @Test
  void shouldResetAnUnusuallyInactiveUnitButNotARarelyActiveOne() {
    // Given
    try (Kit kit = new Kit("mlp(hidden=2)", "naive", 2, 2)) {
      kit.set(0, 1, 0, 0, 1);
      var snr = new SelfNormalizedResets(Kit.part(SNR), kit.context());

      // When: unit 0 fires in every other step, unit 1 in every 40th, for a long time
      for (int i = 0; i < 1600; i++) {
        learn(snr, kit, i % 2 == 0 ? 1 : -1, i % 40 == 0 ? 1 : -1);
      }
      assertThat(Kit.metrics(snr)).containsEntry("snr.units.reset", 0.0);

      // When: unit 0 is inactive for as long as unit 1 ever is
      for (int i = 0; i < 39; i++) {
        learn(snr, kit, -1, i == 0 ? 1 : -1);
      }

      // Then: only unit 0 is reset
      assertThat(Kit.metrics(snr).get("snr.units.reset")).isPositive();
      assertThat(kit.parameter(0).toFloatArray()).endsWith(0, 1);
      assertThat(kit.parameter(0).toFloatArray()[0]).isNotEqualTo(1);
      assertThat(kit.parameter(1).toFloatArray()).containsOnly(0);
      assertThat(kit.parameter(2).toFloatArray()[0]).isZero();
      assertThat(kit.parameter(2).toFloatArray()[1]).isNotZero();
    }
  }

  @Test
  void shouldResetAUnitThatNeverFiredAfterTheMaximum() {
    // Given
    try (Kit kit = new Kit("mlp(hidden=2)", "naive", 2, 2)) {
      kit.set(0, 1, 0, -1, 0);
      var snr = new SelfNormalizedResets(Kit.part("snr(max=10)"), kit.context());

      // When, Then: steps of two rows
      for (int i = 0; i < 4; i++) {
        snr.updated(kit.step(new float[][] {{1, 0}, {2, 0}}, 0, 0));
      }
      assertThat(kit.parameter(0).toFloatArray()).containsExactly(1, 0, -1, 0);
      snr.updated(kit.step(new float[][] {{1, 0}, {2, 0}}, 0, 0));
      assertThat(kit.parameter(0).toFloatArray()).startsWith(1, 0).doesNotContain(-1);
      assertThat(Kit.metrics(snr)).containsEntry("snr.threshold", 10.0);
    }
  }

  @Test
  void shouldCountAChannelAsInactiveOnlyIfItIsAtAllPositions() {
    // Given: in the first layer, channel 0 fires in a corner, channels 1 and 2 nowhere
    try (Kit kit = new Kit(ConvolutionalModel::new, "naive", ConvolutionalModel.FEATURES, 2)) {
      kit.set(0, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1);
      kit.fill(1, 0);
      kit.fill(2, 1);
      kit.fill(3, 1);
      float[] image = new float[ConvolutionalModel.FEATURES];
      image[0] = 1;
      var snr = new SelfNormalizedResets(Kit.part("snr(max=3)"), kit.context());

      // When
      for (int i = 0; i < 3; i++) {
        snr.updated(kit.step(new float[][] {image}, 0));
      }

      // Then
      assertThat(Kit.metrics(snr)).containsEntry("snr.units.reset", 2.0);
      assertThat(kit.parameter(0).toFloatArray()).startsWith(1, 1, 1, 1).doesNotContain(-1);
    }
  }
}
