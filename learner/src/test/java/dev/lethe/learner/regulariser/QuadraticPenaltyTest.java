package dev.lethe.learner.regulariser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuadraticPenaltyTest extends SoftmaxRegression {
  @Test
  void shouldSumSeveralAnchorsExactly() {
    // Given: two anchors for b, Ω = 1 at (0, 0) and Ω = 3 at (4, 0)
    QuadraticPenalty anchors =
        new QuadraticPenalty(Kit.part("ewc(form=gradient)"), 1, kit.context());
    try (NDManager scope = kit.context().owner().newSubManager()) {
      kit.set(0, 0, 0, 0, 0);
      kit.set(1, 0, 0);
      anchors.add(
          List.of(
              scope.zeros(kit.parameter(0).getShape()), scope.ones(kit.parameter(1).getShape())));
      kit.set(1, 4, 0);
      anchors.add(
          List.of(
              scope.zeros(kit.parameter(0).getShape()),
              scope.ones(kit.parameter(1).getShape()).mul(3)));
    }

    // When
    kit.set(1, 2, 1);
    Step step = kit.step(ROWS, 0);
    float[] before = step.gradients().get(1).toFloatArray();
    anchors.addGradient(step);

    // Then: 2(1·2 + 3·(2 − 4)) = −8, 2(1·1 + 3·1) = 8; penalty 4 + 1 + 3·4 + 3
    float[] after = step.gradients().get(1).toFloatArray();
    assertThat(after[0] - before[0]).isCloseTo(-8, within(1e-4f));
    assertThat(after[1] - before[1]).isCloseTo(8, within(1e-4f));
    assertThat(anchors.penalty()).isCloseTo(20, within(1e-3));
  }

  @Test
  void shouldBeStableForAnyStrengthWhenProximal() {
    // Given
    Regulariser ewc = new ElasticWeights(Kit.part("ewc(lambda=1e9,form=proximal)"), kit.context());
    kit.set(0, 0, 0, 0, 0);
    kit.set(1, 0, 0);
    ewc.gradientComputed(kit.step(ROWS, 0));
    ewc.windowEnded(new WindowEnd(0, null));

    // When
    for (int i = 0; i < 20; i++) {
      update(ewc, kit.step(ROWS, 1));
    }

    // Then
    assertThat(kit.parameter(0).abs().max().getFloat()).isLessThan(1e-5f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ewc(mode=separate)", "ewc", "mas", "si"})
  void shouldRejectAWindowWithOverflowingImportances(String method) {
    // Given
    Regulariser part = kit.create(method).regularisers().get(0);
    String name = Kit.part(method).name();
    update(part, kit.step(ROWS, 0));
    part.windowEnded(new WindowEnd(0, null));
    double importance = metric(part, name + ".importance");
    assertThat(importance).isPositive();

    // When: the squares of the inputs overflow
    kit.set(1, -1e30f, 1e30f);
    Step step = kit.step(new float[][] {{1e25f, 1e25f}}, 0);
    part.gradientComputed(step);
    kit.set(0, 3, 3, -3, -3);
    part.updated(step);
    part.windowEnded(new WindowEnd(1, null));

    // Then
    assertThat(metric(part, name + ".importance")).isEqualTo(importance);
    assertThat(metric(part, name + ".windows.refused")).isEqualTo(1);
  }
}
