package dev.lethe.learner.regulariser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.WindowEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryAwareSynapsesTest extends SoftmaxRegression {
  @Test
  void shouldUseTheGradientOfTheSquaredOutputNorm() {
    // Given: W = ((1, 0), (0, 0)), b = 0, x = (1, 2): z = (1, 0), ∂‖z‖²/∂z = (2, 0)
    kit.set(0, 1, 0, 0, 0);
    kit.set(1, 0, 0);
    var mas = new MemoryAwareSynapses(Kit.part("mas"), kit.context());
    mas.gradientComputed(kit.step(ROWS, 0));

    // When
    mas.windowEnded(new WindowEnd(0, null));

    // Then: (2, 4) for W[0], 2 for b[0]
    assertThat(metric(mas, "mas.importance")).isCloseTo(8, within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({"1, 8", "2, 4"})
  void shouldCancelGradientsWithinAGroupOfExamples(int group, double importance) {
    // Given: as above, and x = (1, −2), with the gradient (2, −4) for W[0]
    kit.set(0, 1, 0, 0, 0);
    kit.set(1, 0, 0);
    var mas = new MemoryAwareSynapses(Kit.part("mas(group=" + group + ")"), kit.context());
    mas.gradientComputed(kit.step(new float[][] {{1, 2}, {1, -2}}, 0, 0));

    // When
    mas.windowEnded(new WindowEnd(0, null));

    // Then: together (2, 0), and 2 for b[0]
    assertThat(metric(mas, "mas.importance")).isCloseTo(importance, within(1e-5));
  }
}
