package dev.lethe.learner.regulariser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RiemannianWalkTest extends SoftmaxRegression {
  @Test
  void shouldAddFisherInformationAndLossDecrease() {
    // Given: two windows with one step of SGD each, Δθ = −η g, so ω = η g²
    Regulariser walk =
        new RiemannianWalk(
            Kit.part("rwalk(lambda=1,alpha=0.75,every=1,epsilon=0.01,form=gradient)"),
            kit.context());
    double[] fisher = null;
    double[] score = null;
    for (int label = 0; label < 2; label++) {
      Step step = kit.step(ROWS, label);
      double[] g = vector(step.gradients());
      if (fisher == null) {
        fisher = new double[g.length];
        score = new double[g.length];
      }
      // When: no penalty initially, and none at the anchor
      update(walk, step);
      walk.windowEnded(new WindowEnd(label, null));
      for (int i = 0; i < g.length; i++) {
        double square = g[i] * g[i];
        fisher[i] = label == 0 ? square : 0.75 * square + 0.25 * fisher[i];
        double gained = 0.5 * square / (0.5 * fisher[i] * 0.25 * square + 0.01);
        score[i] = label == 0 ? gained : (score[i] + gained) / 2;
      }
    }

    // Then
    double expected = 0;
    for (int i = 0; i < fisher.length; i++) {
      expected += fisher[i] / largest(fisher) + score[i] / largest(score);
    }
    assertThat(metric(walk, "rwalk.importance")).isCloseTo(expected, within(1e-4));
    assertThat(metric(walk, "rwalk.penalty")).isCloseTo(0, within(1e-4));
  }

  @Test
  void shouldCountRemainingStepsAtTheWindowEnd() {
    // Given: F is still 0, so the score is η g² / ε
    Regulariser walk = new RiemannianWalk(Kit.part("rwalk(every=10)"), kit.context());
    Step step = kit.step(ROWS, 0);
    double[] g = vector(step.gradients());

    // When
    update(walk, step);
    walk.windowEnded(new WindowEnd(0, null));

    // Then: relative to the maximum
    double[] squares = Arrays.stream(g).map(each -> each * each).toArray();
    assertThat(metric(walk, "rwalk.importance"))
        .isCloseTo(Arrays.stream(squares).sum() / largest(squares), within(1e-4));
  }

  @Test
  void shouldHaveNoImportanceWithoutChangesOrWithOverflow() {
    for (float gradient : new float[] {0, Float.POSITIVE_INFINITY}) {
      // Given
      Regulariser walk = new RiemannianWalk(Kit.part("rwalk(every=1)"), kit.context());
      Step step = kit.step(ROWS, 0);
      step.gradients().forEach(array -> array.muli(0).addi(gradient));

      // When: the gradient is computed, but the parameters stay the same
      walk.gradientComputed(step);
      walk.updated(step);
      walk.windowEnded(new WindowEnd(0, null));
      assertThat(metric(walk, "rwalk.importance")).isZero();

      // Then: training continues
      update(walk, kit.step(ROWS, 0));
      walk.windowEnded(new WindowEnd(1, null));
      assertThat(metric(walk, "rwalk.importance")).isFinite().isPositive();
    }
  }

  /** Returns the gradients of a step as one vector. */
  private static double[] vector(List<NDArray> arrays) {
    return arrays.stream()
        .flatMapToDouble(
            array -> {
              float[] values = array.toFloatArray();
              return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
            })
        .toArray();
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
