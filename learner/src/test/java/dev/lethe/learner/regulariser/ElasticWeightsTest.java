package dev.lethe.learner.regulariser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticWeightsTest extends SoftmaxRegression {
  @Test
  void shouldUseTheMeanSquareOfPerExampleGradients() {
    // Given: W = 0, b = 0, so p = (½, ½) and ∂(−log p[0])/∂z = (−½, ½), with respect to W its
    // product with x
    kit.set(0, 0, 0, 0, 0);
    kit.set(1, 0, 0);
    Regulariser ewc =
        new ElasticWeights(Kit.part("ewc(lambda=1,mode=separate,form=gradient)"), kit.context());
    ewc.gradientComputed(kit.step(ROWS, 0));

    // When
    ewc.windowEnded(new WindowEnd(0, null));

    // Then: ¼·(1 + 4) for each of two rows of W, ¼ for each bias
    assertThat(metric(ewc, "ewc.importance")).isCloseTo(2 * 1.25 + 2 * 0.25, within(1e-5));
    assertThat(metric(ewc, "ewc.penalty")).isZero();

    // When: W[0][1], of importance ¼·4 = 1, moves by 2
    kit.set(0, 0, 2, 0, 0);
    Step step = kit.step(ROWS, 0);
    float before = step.gradients().get(0).toFloatArray()[1];
    ewc.addGradient(step);

    // Then: gradient larger by 2·λ·1·2, penalty 1·2²
    assertThat(step.gradients().get(0).toFloatArray()[1]).isCloseTo(before + 4, within(1e-5f));
    assertThat(metric(ewc, "ewc.penalty")).isCloseTo(4, within(1e-4));
  }

  /** Label 1: p = (¾, ¼), gradients (¾, −¾) or, for class 0, (−¼, ¼); Σ squares of x and 1 is 6. */
  @ParameterizedTest
  @CsvSource({"empirical, 6.75", "predicted, 0.75", "weighted, 1.6875", "true, 2.25"})
  void shouldUseTheClassesOfTheFisherEstimator(String estimator, double importance) {
    // Given
    kit.set(0, 0, 0, 0, 0);
    kit.set(1, (float) Math.log(3), 0);
    Regulariser ewc = new ElasticWeights(Kit.part("ewc(fisher=" + estimator + ")"), kit.context());
    ewc.gradientComputed(kit.step(ROWS, 1));

    // When
    ewc.windowEnded(new WindowEnd(0, null));

    // Then
    assertThat(metric(ewc, "ewc.importance")).isCloseTo(importance, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"empirical", "true", "predicted", "weighted"})
  void shouldFindOnlyTrainedClassesImportant(String fisher) {
    try (Kit tasks = new Kit("mlp(hidden=0)", "naive+linear(train=window)", 2, 4)) {
      // Given: the window has two of four classes
      tasks.context().classes().addToWindow(0, 0);
      tasks.context().classes().addToWindow(1, 0);
      var part = Kit.part("ewc(lambda=1,mode=separate,form=gradient,fisher=" + fisher + ")");
      Regulariser ewc = new ElasticWeights(part, tasks.context());
      ewc.gradientComputed(tasks.step(ROWS, 0));
      ewc.windowEnded(new WindowEnd(0, null));

      // When: all parameters change
      tasks.fill(0, 5);
      Step step = tasks.step(ROWS, 0);
      float[] before = step.gradients().get(0).toFloatArray();
      ewc.addGradient(step);

      // Then: only the rows of the first two classes in W [4, 2] are pulled back
      float[] after = step.gradients().get(0).toFloatArray();
      assertThat(Arrays.copyOfRange(after, 4, 8)).isEqualTo(Arrays.copyOfRange(before, 4, 8));
      for (int i = 0; i < 4; i++) {
        assertThat(after[i]).isNotEqualTo(before[i]);
      }
    }
  }
}
