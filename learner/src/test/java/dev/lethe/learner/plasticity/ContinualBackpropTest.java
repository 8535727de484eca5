package dev.lethe.learner.plasticity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.network.HiddenLayer;
import dev.lethe.learner.part.ConvolutionalModel;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinualBackpropTest {
  private static final float[][] SAME = {{1, 2}};

  private static double reset(ContinualBackprop cbp) {
    return Kit.metrics(cbp).get("cbp.units.reset");
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "crelu", "tanh"})
  void shouldAddTheMeanContributionOfAUnitToTheNextBias(String activation) {
    // Given: constant inputs, so that every unit equals its mean
    try (Kit kit = new Kit("mlp(hidden=3)", "naive+" + activation, 2, 2)) {
      kit.set(0, 1, 1, -2, -1, 0.1f, 0.1f);
      float[] before = kit.step(SAME, 0).forward().logits().toFloatArray();
      var cbp =
          new ContinualBackprop(Kit.part("cbp(rate=0.25,maturity=3,decay=0.5)"), kit.context());

      // When: 3 units are mature from the 4th step on, 0.75 due in each, one in the 5th
      for (int i = 0; i < 4; i++) {
        cbp.updated(kit.step(SAME, 0));
      }
      assertThat(reset(cbp)).as("immature, or not yet due").isZero();
      cbp.updated(kit.step(SAME, 0));
      assertThat(reset(cbp)).isEqualTo(1);
      cbp.updated(kit.step(SAME, 0));

      // Then: half a reset was left over, and the two mature units add another half
      assertThat(reset(cbp)).isEqualTo(2);
      assertThat(kit.step(SAME, 0).forward().logits().toFloatArray())
          .containsExactly(before, within(1e-5f));
    }
  }

  @Test
  void shouldNotCompensateWithoutTransfer() {
    // Given
    try (Kit kit = new Kit("mlp(hidden=1)", "naive", 2, 2)) {
      kit.set(0, 1, 1);
      var cbp =
          new ContinualBackprop(Kit.part("cbp(rate=1,maturity=1,transfer=false)"), kit.context());

      // When
      cbp.updated(kit.step(SAME, 0));
      cbp.updated(kit.step(SAME, 0));

      // Then
      assertThat(reset(cbp)).isEqualTo(1);
      assertThat(kit.parameter(3).toFloatArray()).containsOnly(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "crelu"})
  void shouldAddTheMeanContributionOfAChannelToTheNextBias(String activation) {
    // Given: an image of one colour, for which a channel is the same at every position
    try (Kit kit = new Kit(ConvolutionalModel::new, "naive+" + activation, 16, 2)) {
      float[] image = new float[ConvolutionalModel.FEATURES];
      Arrays.fill(image, 0.7f);
      float[][] rows = {image, image};
      float[] before = kit.step(rows, 0, 1).forward().logits().toFloatArray();
      var cbp = new ContinualBackprop(Kit.part("cbp(rate=1,maturity=2)"), kit.context());

      // When: all 5 channels are reset in the 3rd step
      for (int i = 0; i < 3; i++) {
        cbp.updated(kit.step(rows, 0, 1));
      }

      // Then
      assertThat(reset(cbp)).isEqualTo(5);
      assertThat(kit.parameter(4).toFloatArray()).as("read by the head").containsOnly(0);
      assertThat(kit.step(rows, 0, 1).forward().logits().toFloatArray())
          .containsExactly(before, within(1e-5f));
    }
  }

  /** Straightforward implementation of the formulas, for a layer with one copy per unit. */
  private static final class Independent {
    final double d = 0.9;
    final int[] age = new int[6];
    final double[] mean = new double[6];
    final double[] use = new double[6];

    void step(Step step, float[] in, float[] out) {
      float[] h = step.forward().hidden().get(0).toFloatArray();
      for (int j = 0; j < 6; j++) {
        age[j]++;
        double unbias = 1 - Math.pow(d, age[j]);
        mean[j] = d * mean[j] + (1 - d) * (h[j] + h[6 + j]) / 2;
        double away =
            (Math.abs(h[j] - mean[j] / unbias) + Math.abs(h[6 + j] - mean[j] / unbias)) / 2;
        double wIn = (Math.abs(in[2 * j]) + Math.abs(in[2 * j + 1])) / 2;
        double wOut = (Math.abs(out[j]) + Math.abs(out[6 + j])) / 2;
        use[j] = d * use[j] + (1 - d) * wOut * away / wIn;
      }
    }

    int leastUsed(int maturity) {
      int least = -1;
      for (int j = 0; j < 6; j++) {
        if (age[j] > maturity && (least < 0 || rank(j) < rank(least))) {
          least = j;
        }
      }
      return least;
    }

    double rank(int j) {
      return use[j] / (1 - Math.pow(d, age[j]));
    }
  }

  @Test
  void shouldResetTheMatureUnitWithTheLowestCorrectedUtility() {
    // Given: 6 units; at most 0.6 resets are due per step
    Random random = new Random(3);
    try (Kit kit = new Kit("mlp(hidden=6)", "naive+tanh", 2, 2)) {
      var cbp =
          new ContinualBackprop(Kit.part("cbp(rate=0.1,maturity=4,decay=0.9)"), kit.context());
      Independent independent = new Independent();
      List<Integer> replaced = new ArrayList<>();
      double due = 0;
      for (int i = 0; i < 60; i++) {
        float[] out = new float[12];
        for (int k = 0; k < 12; k++) {
          out[k] = (float) random.nextGaussian();
        }
        kit.set(2, out);
        float[][] rows = {{(float) random.nextGaussian(), 1}, {1, (float) random.nextGaussian()}};
        Step step = kit.step(rows, 0, 1);
        independent.step(step, kit.parameter(0).toFloatArray(), out);
        due += 0.1 * Arrays.stream(independent.age).filter(age -> age > 4).count();

        // When
        cbp.updated(step);

        // Then: only outgoing weights of a reset unit are 0
        float[] after = kit.parameter(2).toFloatArray();
        int expected = due >= 1 ? independent.leastUsed(4) : -1;
        for (int j = 0; j < 6; j++) {
          assertThat(after[j] == 0).as("unit %d in step %d", j, i).isEqualTo(j == expected);
        }
        if (expected >= 0) {
          due -= 1;
          independent.age[expected] = 0;
          independent.mean[expected] = 0;
          independent.use[expected] = 0;
          replaced.add(expected);
        }
      }
      assertThat(replaced).hasSizeGreaterThan(15).contains(1, 2, 3, 4, 5);
    }
  }

  @Test
  void shouldNotResetAUnitBecauseItsUtilityOverflowed() {
    // Given: unit 0 has a high utility, unit 1 a low one
    try (Kit kit = new Kit("mlp(hidden=2)", "naive", 2, 2)) {
      kit.set(0, 1, 1, 1, 1);
      kit.set(2, 9, 1, 9, 1);
      var cbp = new ContinualBackprop(Kit.part("cbp(rate=0.25,maturity=1)"), kit.context());
      cbp.updated(kit.step(new float[][] {{1, 0}, {0, 3}}, 0, 1));

      // When: the utility of unit 0 is infinite for two steps; one unit is due in the second
      kit.set(2, Float.POSITIVE_INFINITY, 1, 9, 1);
      cbp.updated(kit.step(new float[][] {{1, 0}, {0, 3}}, 0, 1));
      cbp.updated(kit.step(new float[][] {{1, 0}, {0, 3}}, 0, 1));

      // Then
      assertThat(reset(cbp)).isEqualTo(1);
      assertThat(kit.parameter(2).toFloatArray()).containsExactly(Float.POSITIVE_INFINITY, 0, 9, 0);
    }
  }

  @Test
  void shouldMeasureSmallAndLargeLayersTheSame() {
    // Given: one layer whose weights Java reads, and one whose weights the engine sums
    for (int features : new int[] {8, 8000}) {
      try (Kit kit = new Kit("mlp(hidden=3)", "naive", features, 2)) {
        HiddenLayer layer = kit.context().model().hiddenLayers().get(0);
        float[] in = new float[3 * features];
        for (int i = 0; i < in.length; i++) {
          in[i] = (i / features + 1) * (i % 2 == 0 ? 1 : -3);
        }
        kit.set(0, in);
        kit.set(2, 1, -2, 3, 5, 6, -7);

        // When
        var weights = new WeightMagnitudes(kit.context().model(), List.of(layer));
        weights.measure();

        // Then: mean |w| of each row, and of each column
        for (int unit = 0; unit < 3; unit++) {
          assertThat(weights.into(layer, unit)).isCloseTo(2.0 * (unit + 1), within(1e-4));
          assertThat(weights.outOf(layer, unit, 0)).isEqualTo(3 + unit);
        }
      }
    }
  }
}
