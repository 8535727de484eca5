package dev.lethe.learner.plasticity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.model.HiddenLayer;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateWriter;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One hidden layer of three units: W₁ [3, 2], b₁ [3], W₂ [2, 3], b₂ [2]. */
class UnitsTest {
  private static final float[][] ROWS = {{1, 2}, {3, 1}};

  private final Kit kit = new Kit("mlp(hidden=3)", "naive+momentum(lr=0.1)", 2, 2);

  @AfterEach
  void close() {
    kit.close();
  }

  private HiddenLayer layer() {
    return kit.workshop().model().hiddenLayers().get(0);
  }

  private void learn() {
    Step step = kit.step(ROWS, 0, 1);
    kit.workshop().optimizer().update(kit.workshop().parameters(), step.gradients(), step.scope());
  }

  @Test
  void shouldRenewExactlyOneUnitAndWhatTheOptimizerKnowsOfIt() {
    // Given: every unit active, so that momentum is nowhere 0
    kit.set(0, 1, 1, 2, 1, 1, 2);
    learn();
    float[] in = kit.parameter(0).toFloatArray();
    float[] out = kit.parameter(2).toFloatArray();

    // When
    new Units("test", kit.workshop()).reset(layer(), 1);

    // Then
    float[] newIn = kit.parameter(0).toFloatArray();
    float[] newOut = kit.parameter(2).toFloatArray();
    assertThat(newIn[2]).isNotEqualTo(in[2]);
    assertThat(newIn[0]).isEqualTo(in[0]);
    assertThat(newIn[5]).isEqualTo(in[5]);
    assertThat(kit.parameter(1).toFloatArray()[1]).isZero();
    assertThat(newOut).containsExactly(out[0], 0, out[2], out[3], 0, out[5]);

    // When: nothing is learnt, momentum alone moves what it remembers
    Step zero = kit.step(ROWS, 0, 1);
    zero.gradients().forEach(gradient -> gradient.muli(0));
    kit.workshop().optimizer().update(kit.workshop().parameters(), zero.gradients(), zero.scope());

    // Then
    assertThat(kit.parameter(0).toFloatArray()[2]).isEqualTo(newIn[2]);
    assertThat(kit.parameter(0).toFloatArray()[3]).isEqualTo(newIn[3]);
    assertThat(kit.parameter(0).toFloatArray()[0]).isNotEqualTo(newIn[0]);
    assertThat(kit.parameter(2).toFloatArray()[1]).isZero();
    assertThat(kit.parameter(2).toFloatArray()[0]).isNotEqualTo(newOut[0]);
  }

  @Test
  void shouldRenewTheUnitThatHardlyRespondsWhenDormant() {
    // Given: unit 2 sees only negative sums
    kit.set(0, 1, 1, 2, 1, -1, -1);
    float[] before = kit.step(ROWS, 0, 1).forward().logits().toFloatArray();
    var redo = new DormantUnits(Kit.part("redo(tau=0.1,when=steps:2)"), kit.workshop());

    // When
    redo.updated(kit.step(ROWS, 0, 1));

    // Then: step 2 of this kit fires
    Map<String, Double> figures = new TreeMap<>();
    redo.report(figures);
    assertThat(figures)
        .containsEntry("redo.units.reset", 1.0)
        .hasEntrySatisfying(
            "redo.dormant.share", share -> assertThat(share).isCloseTo(1 / 3.0, within(1e-9)));
    assertThat(kit.parameter(0).toFloatArray()).startsWith(1, 1, 2, 1);
    // a unit that gave nothing leaves no gap
    assertThat(kit.step(ROWS, 0, 1).forward().logits().toFloatArray())
        .containsExactly(before, within(1e-6f));
  }

  @Test
  void shouldHandTheMeanOfAUnitToTheNextBiasWhenContinualBackprop() {
    // Given: inputs that are always the same, so that every unit always equals its mean
    float[][] same = {{1, 2}};
    kit.set(0, 1, 1, 2, 1, 0.1f, 0.1f);
    float[] before = kit.step(same, 0).forward().logits().toFloatArray();
    var cbp =
        new ContinualBackprop(Kit.part("cbp(rate=0.25,maturity=3,decay=0.5)"), kit.workshop());

    // When: 3 units are mature from the 4th step on, 0.75 due in each, one in the 5th
    for (int i = 0; i < 4; i++) {
      cbp.updated(kit.step(same, 0));
    }
    assertThat(reset(cbp)).as("immature, or not yet due").isZero();
    cbp.updated(kit.step(same, 0));

    // Then
    assertThat(reset(cbp)).isEqualTo(1);
    assertThat(kit.step(same, 0).forward().logits().toFloatArray())
        .containsExactly(before, within(1e-5f));
  }

  private static double reset(ContinualBackprop cbp) {
    Map<String, Double> figures = new TreeMap<>();
    cbp.report(figures);
    return figures.get("cbp.units.reset");
  }

  @Test
  void shouldShrinkExactlyWhenNothingIsPerturbed() {
    // Given
    kit.set(0, 1, 1, 2, 1, -1, -1);
    Renewal shrink =
        Renewal.shrinkPerturb(Kit.part("shrink-perturb(shrink=0.5,perturb=0)"), kit.workshop());

    // When
    shrink.windowEnded(new dev.lethe.learner.part.WindowEnd(0, null));

    // Then
    assertThat(kit.parameter(0).toFloatArray()).containsExactly(0.5f, 0.5f, 1, 0.5f, -0.5f, -0.5f);
  }

  @Test
  void shouldLeaveTheHiddenLayersWhenTheHeadIsReset() {
    // Given
    byte[] hidden = StateWriter.digest(out -> out.put(kit.parameter(0)));
    float[] head = kit.parameter(2).toFloatArray();
    Renewal renewal = Renewal.headReset(Kit.part("head-reset"), kit.workshop());

    // When
    renewal.windowEnded(new dev.lethe.learner.part.WindowEnd(0, null));

    // Then
    assertThat(StateWriter.digest(out -> out.put(kit.parameter(0)))).isEqualTo(hidden);
    assertThat(kit.parameter(2).toFloatArray()).isNotEqualTo(head);
  }
}
