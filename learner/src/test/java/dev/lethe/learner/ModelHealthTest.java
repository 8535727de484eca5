package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.part.ConvolutionalModel;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Step;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelHealthTest {
  private static Map<String, Double> measure(Kit kit, Step step) {
    ModelHealth health = new ModelHealth(kit.context().model(), kit.context().owner());
    health.measure(step);
    Map<String, Double> metrics = new TreeMap<>();
    health.report(metrics);
    return metrics;
  }

  @Test
  void shouldMeasureChannelsOfConvolutions() {
    // Given: one of three channels is always 0; the two of the second layer are equal
    try (Kit kit = new Kit(ConvolutionalModel::new, "naive", ConvolutionalModel.FEATURES, 2)) {
      kit.set(0, 1, 1, 1, 1, -1, -1, -1, -1, 1, 0, 0, 0);
      kit.fill(1, 0);
      kit.fill(2, 1);
      kit.fill(3, 0);
      float[] left = new float[ConvolutionalModel.FEATURES];
      float[] right = new float[ConvolutionalModel.FEATURES];
      left[5] = 1;
      right[10] = 3;

      // When
      Map<String, Double> metrics = measure(kit, kit.step(new float[][] {left, right}, 0, 1));

      // Then
      assertThat(metrics.get("layer0.dormant.share")).isCloseTo(1 / 3.0, within(1e-12));
      assertThat(metrics).containsEntry("layer1.dormant.share", 0.0);
      assertThat(metrics).containsEntry("units.dormant.share", 0.2);
      assertThat(metrics).containsEntry("units.dead.share", 0.2);
      assertThat(metrics.get("rank.effective")).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void shouldNotCountAUnitAsDormantIfOneCopyResponds() {
    // Given: one copy of each unit is active
    try (Kit kit = new Kit("mlp(hidden=2)", "naive+crelu", 2, 2)) {
      kit.set(0, 1, 0, -1, 0);

      // When, Then
      assertThat(measure(kit, kit.step(new float[][] {{1, 0}}, 0)))
          .containsEntry("units.dormant.share", 0.0)
          .containsEntry("units.dead.share", 0.0);
    }
  }
}
