package dev.lethe.learner.plasticity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.network.HiddenLayer;
import dev.lethe.learner.part.ConvolutionalModel;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One hidden layer with three units: W₁ [3, 2], b₁ [3], W₂ [2, 3], b₂ [2]. */
class UnitsTest {
  private static final float[][] ROWS = {{1, 2}, {3, 1}};

  private final Kit kit = new Kit("mlp(hidden=3)", "naive+momentum(lr=0.1)", 2, 2);

  @AfterEach
  void close() {
    kit.close();
  }

  private HiddenLayer layer() {
    return kit.context().model().hiddenLayers().get(0);
  }

  private void learn() {
    Step step = kit.step(ROWS, 0, 1);
    kit.context().optimizer().update(kit.context().parameters(), step.gradients(), step.scope());
  }

  @Test
  void shouldResetExactlyOneUnitAndItsOptimizerState() {
    // Given: every unit is active, so no momentum is 0
    kit.set(0, 1, 1, 2, 1, 1, 2);
    learn();
    float[] in = kit.parameter(0).toFloatArray();
    float[] out = kit.parameter(2).toFloatArray();

    // When
    new Units("test", kit.context()).reset(layer(), 1);

    // Then
    float[] newIn = kit.parameter(0).toFloatArray();
    float[] newOut = kit.parameter(2).toFloatArray();
    assertThat(newIn[2]).isNotEqualTo(in[2]);
    assertThat(newIn[0]).isEqualTo(in[0]);
    assertThat(newIn[5]).isEqualTo(in[5]);
    assertThat(kit.parameter(1).toFloatArray()[1]).isZero();
    assertThat(newOut).containsExactly(out[0], 0, out[2], out[3], 0, out[5]);

    // When: gradients are 0, so only the momentum changes parameters
    Step zero = kit.step(ROWS, 0, 1);
    zero.gradients().forEach(gradient -> gradient.muli(0));
    kit.context().optimizer().update(kit.context().parameters(), zero.gradients(), zero.scope());

    // Then
    assertThat(kit.parameter(0).toFloatArray()[2]).isEqualTo(newIn[2]);
    assertThat(kit.parameter(0).toFloatArray()[3]).isEqualTo(newIn[3]);
    assertThat(kit.parameter(0).toFloatArray()[0]).isNotEqualTo(newIn[0]);
    assertThat(kit.parameter(2).toFloatArray()[1]).isZero();
    assertThat(kit.parameter(2).toFloatArray()[0]).isNotEqualTo(newOut[0]);
  }

  @Test
  void shouldResetTheDormantUnit() {
    // Given: the inputs of unit 2 are always negative
    kit.set(0, 1, 1, 2, 1, -1, -1);
    float[] before = kit.step(ROWS, 0, 1).forward().logits().toFloatArray();
    var redo = new DormantUnits(Kit.part("redo(tau=0.1,when=steps:2,rows=4)"), kit.context());

    // When
    redo.updated(kit.step(ROWS, 0, 1));
    redo.updated(kit.step(ROWS, 0, 1));

    // Then
    Map<String, Double> metrics = new TreeMap<>();
    redo.report(metrics);
    assertThat(metrics)
        .containsEntry("redo.units.reset", 1.0)
        .hasEntrySatisfying(
            "redo.dormant.share", share -> assertThat(share).isCloseTo(1 / 3.0, within(1e-9)));
    assertThat(kit.parameter(0).toFloatArray()).startsWith(1, 1, 2, 1);
    // the logits do not change, since the unit was always 0
    assertThat(kit.step(ROWS, 0, 1).forward().logits().toFloatArray())
        .containsExactly(before, within(1e-6f));
  }

  @Test
  void shouldNotResetAUnitIfOneCopyResponds() {
    // Given: one copy each of unit 0 and 1 responds, with 2 and 4; unit 2 is 0
    try (Kit both = new Kit("mlp(hidden=3)", "naive+crelu", 2, 2)) {
      both.set(0, 2, 0, -4, 0, 0, 0);
      var redo = new DormantUnits(Kit.part("redo(tau=1,when=steps:1,rows=1)"), both.context());

      // When: mean|h| is 1 over the 6 outputs, and over those of unit 0 alone
      redo.updated(both.step(new float[][] {{1, 2}}, 0));

      // Then
      assertThat(Kit.metrics(redo)).containsEntry("redo.units.reset", 1.0);
      assertThat(both.parameter(0).toFloatArray()).startsWith(2, 0, -4, 0);
    }
  }

  @Test
  void shouldReportTheDormantShareOfMeasuredSteps() {
    // Given: the trigger fires after a hundred steps
    kit.set(0, 1, 1, 2, 1, -1, -1);
    var redo = new DormantUnits(Kit.part("redo(tau=0.1,when=steps:100,rows=4)"), kit.context());
    Step step = kit.step(ROWS, 0, 1);
    redo.updated(step);
    assertThat(Kit.metrics(redo)).containsEntry("redo.dormant.share", 0.0);

    // When
    step.markMeasured();
    redo.updated(step);

    // Then
    assertThat(Kit.metrics(redo).get("redo.dormant.share")).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(Kit.metrics(redo)).containsEntry("redo.units.reset", 0.0);
  }

  @Test
  void shouldNotMeasureUnitsOnTooFewRows() {
    // Given: unit 2 is active on the first row, inactive on those of ROWS
    kit.set(0, 1, 1, 2, 1, -1, -1);
    var redo = new DormantUnits(Kit.part("redo(tau=0.1,when=steps:1,rows=5)"), kit.context());

    // When, Then: fewer than five
    redo.updated(kit.step(new float[][] {{-5, -6}}, 0));
    redo.updated(kit.step(ROWS, 0, 1));
    assertThat(Kit.metrics(redo)).containsEntry("redo.units.reset", 0.0);

    // When, Then: five, including the first one
    redo.updated(kit.step(ROWS, 0, 1));
    assertThat(Kit.metrics(redo)).containsEntry("redo.units.reset", 0.0);

    // When, Then: newer rows have replaced it
    redo.updated(kit.step(ROWS, 0, 1));
    assertThat(Kit.metrics(redo)).containsEntry("redo.units.reset", 1.0);
  }

  @Test
  void shouldResetAChannelThatAConvolutionReads() {
    // Given
    try (Kit images = new Kit(ConvolutionalModel::new, "naive+crelu", 16, 2)) {
      for (int i = 0; i < 6; i++) {
        images.fill(i, 1);
      }
      HiddenLayer channels = images.context().model().hiddenLayers().get(0);

      // When
      new Units("test", images.context()).reset(channels, 1);

      // Then: W₁ [3, 1, 2, 2], b₁ [3], W₂ [2, 6, 2, 2], with its copies as inputs 1 and 4
      assertAnew(images, 0, 4, i -> i / 4 == 1);
      assertAnew(images, 1, 1, i -> i == 1);
      assertZero(images, 2, i -> i / 4 % 3 == 1);
      assertZero(images, 4, i -> false);
    }
  }

  @Test
  void shouldResetAFlattenedChannel() {
    // Given
    try (Kit images = new Kit(ConvolutionalModel::new, "naive+crelu", 16, 2)) {
      for (int i = 0; i < 6; i++) {
        images.fill(i, 1);
      }
      HiddenLayer channels = images.context().model().hiddenLayers().get(1);

      // When
      new Units("test", images.context()).reset(channels, 0);

      // Then: W₂ [2, 6, 2, 2], b₂ [2], W₃ [2, 16]: 4 positions of 2 channels in 2 copies
      assertAnew(images, 2, 24, i -> i / 24 == 0);
      assertAnew(images, 3, 1, i -> i == 0);
      assertZero(images, 4, i -> i / 4 % 2 == 0);
      assertZero(images, 0, i -> false);
    }
  }

  @ParameterizedTest
  @CsvSource({"relu,0", "relu,1", "crelu,0", "crelu,1"})
  void shouldNotChangeLogitsWhenTheNextBiasCompensates(String activation, int index) {
    // Given: images of one colour, for which a channel is the same at every position
    try (Kit images = new Kit(ConvolutionalModel::new, "naive+" + activation, 16, 2)) {
      float[] image = new float[ConvolutionalModel.FEATURES];
      Arrays.fill(image, 0.7f);
      Step step = images.step(new float[][] {image, image}, 0, 1);
      float[] before = step.forward().logits().toFloatArray();
      HiddenLayer layer = images.context().model().hiddenLayers().get(index);
      Units units = new Units("test", images.context());

      // When
      double[] means = step.outputs(index).means();
      for (int unit = 0; unit < layer.units(); unit++) {
        units.transferToNextBias(layer, unit, means);
        units.reset(layer, unit);
      }

      // Then
      assertThat(Arrays.stream(means).sum()).isPositive();
      assertThat(images.parameter(layer.next()).toFloatArray()).containsOnly(0);
      assertThat(images.step(new float[][] {image, image}, 0, 1).forward().logits().toFloatArray())
          .containsExactly(before, within(1e-5f));
    }
  }

  /** Asserts that exactly the reset elements differ from 1 and from each other. */
  private static void assertAnew(Kit images, int parameter, int count, IntPredicate anew) {
    float[] values = images.parameter(parameter).toFloatArray();
    Set<Float> fresh = new HashSet<>();
    for (int i = 0; i < values.length; i++) {
      if (anew.test(i)) {
        assertThat(values[i]).isNotZero();
        fresh.add(values[i]);
      } else {
        assertThat(values[i]).isEqualTo(1);
      }
    }
    assertThat(fresh).hasSize(count).doesNotContain(1f);
  }

  private static void assertZero(Kit images, int parameter, IntPredicate zero) {
    float[] values = images.parameter(parameter).toFloatArray();
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).as("element %d", i).isEqualTo(zero.test(i) ? 0 : 1);
    }
  }

  @Test
  void shouldShrinkExactlyWithoutPerturbation() {
    // Given
    kit.set(0, 1, 1, 2, 1, -1, -1);
    ParameterReset shrink =
        ParameterReset.shrinkPerturb(
            Kit.part("shrink-perturb(shrink=0.5,perturb=0)"), kit.context());

    // When
    shrink.windowEnded(new dev.lethe.learner.part.WindowEnd(0, null));

    // Then
    assertThat(kit.parameter(0).toFloatArray()).containsExactly(0.5f, 0.5f, 1, 0.5f, -0.5f, -0.5f);
  }

  @Test
  void shouldNotChangeHiddenLayersWhenTheHeadIsReset() {
    // Given
    byte[] hidden = StateWriter.digest(out -> out.put(kit.parameter(0)));
    float[] head = kit.parameter(2).toFloatArray();
    ParameterReset renewal = ParameterReset.headReset(Kit.part("head-reset"), kit.context());

    // When
    renewal.windowEnded(new dev.lethe.learner.part.WindowEnd(0, null));

    // Then
    assertThat(StateWriter.digest(out -> out.put(kit.parameter(0)))).isEqualTo(hidden);
    assertThat(kit.parameter(2).toFloatArray()).isNotEqualTo(head);
  }
}
