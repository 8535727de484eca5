package dev.lethe.learner.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models without hidden layers: the features are the inputs. */
class StreamingDiscriminantTest {
  private static StreamingDiscriminant head(Kit kit, String expression) {
    var head = new StreamingDiscriminant(Kit.part(expression), kit.context().learnerContext());
    int features = kit.context().features();
    int classes = kit.context().classCount();
    assertThat(head.parameters(features, classes, Initialisation.XAVIER, true)).hasSize(2);
    return head;
  }

  private static float[] predictionLogits(Kit kit, StreamingDiscriminant head, float[]... rows) {
    try (NDManager scope = kit.context().owner().newSubManager()) {
      NDArray inputs = scope.create(rows);
      var forward = kit.context().model().forward(inputs, kit.context().parameters());
      return head.predictionLogits(inputs, forward, scope).toFloatArray();
    }
  }

  @Test
  void shouldPredictWithMeansAndSharedCovariance() {
    try (Kit kit = new Kit("mlp(hidden=0)", "naive", 2, 3)) {
      // Given: μ₀ = (2, 0), μ₁ = (0, 4), S = diag(2, 8), Σ = diag(½, 2), Λ = diag(4/3, 2/3)
      StreamingDiscriminant head = head(kit, "slda(shrinkage=0.5,refresh=2)");
      float[] asked = {1, 1};
      float[] trained = predictionLogits(kit, head, asked);

      // When
      head.updated(kit.step(new float[][] {{1, 0}, {0, 2}}, 0, 1));
      float[] early = predictionLogits(kit, head, asked);
      head.updated(kit.step(new float[][] {{0, 6}, {3, 0}}, 1, 0));

      // Then: z₀ = 4/3 · 2 − ½ · 4/3 · 4 = 0, z₁ = 2/3 · 4 − ½ · 2/3 · 16 = −8/3, up to what is
      // common to all; the third class has no example
      assertThat(early).isEqualTo(trained);
      float[] z = predictionLogits(kit, head, asked);
      assertThat(z[0] - z[1]).isCloseTo(8 / 3f, within(1e-5f));
      assertThat(z[2]).isEqualTo(StatisticsHead.ABSENT);
    }
  }

  @Test
  void shouldIgnoreRowsWhoseSquaresOverflow() {
    try (Kit kit = new Kit("mlp(hidden=0)", "naive", 2, 3)) {
      // Given
      StreamingDiscriminant head = head(kit, "slda(shrinkage=0.5)");
      head.updated(kit.step(new float[][] {{1, 0}, {0, 2}, {0, 6}, {3, 0}}, 0, 1, 1, 0));

      // When
      head.updated(kit.step(new float[][] {{1e20f, 0}, {Float.NaN, 0}}, 0, 2));
      head.windowEnded(new WindowEnd(0, null));

      // Then: as above
      float[] z = predictionLogits(kit, head, new float[] {1, 1});
      assertThat(z[0] - z[1]).isCloseTo(8 / 3f, within(1e-5f));
      assertThat(z[2]).isEqualTo(StatisticsHead.ABSENT);
    }
  }

  @Test
  void shouldClearStatisticsWhenFeaturesAreReset() {
    try (Kit kit = new Kit("mlp(hidden=0)", "naive", 2, 3)) {
      // Given
      StreamingDiscriminant head = head(kit, "slda(shrinkage=0.5,refresh=1)");
      float[] asked = {1, 1};
      head.updated(kit.step(new float[][] {{9, -7}, {5, 2}, {-8, 6}}, 0, 1, 2));

      // When
      float[] trained = kit.step(new float[][] {asked}, 0).forward().logits().toFloatArray();
      head.featuresReset();

      // Then: the trained head predicts, and only new rows count
      assertThat(predictionLogits(kit, head, asked)).isEqualTo(trained);
      head.updated(kit.step(new float[][] {{1, 0}, {0, 2}, {0, 6}, {3, 0}}, 0, 1, 1, 0));
      float[] z = predictionLogits(kit, head, asked);
      assertThat(z[0] - z[1]).isCloseTo(8 / 3f, within(1e-5f));
      assertThat(z[2]).isEqualTo(StatisticsHead.ABSENT);
    }
  }

  @ParameterizedTest
  @CsvSource({"mlp(hidden=3), true", "mlp(hidden=0), false"})
  void shouldClearStatisticsOnlyWhenTheBodyIsReinitialised(String model, boolean clears) {
    // Given
    String method = "slda(shrinkage=0.5,refresh=1)";
    try (Kit kit = new Kit(model, method, 2, 3)) {
      Head head = kit.head();
      Step step = kit.step(new float[][] {{9, -7}, {5, 2}, {-8, 6}}, 0, 1, 2);
      head.updated(step);
      float[] answered =
          head.predictionLogits(step.inputs(), step.forward(), step.scope()).toFloatArray();
      float[] trained = step.forward().logits().toFloatArray();
      assertThat(answered).isNotEqualTo(trained);

      // When
      kit.context().model().reinitialise();

      // Then
      assertThat(head.predictionLogits(step.inputs(), step.forward(), step.scope()).toFloatArray())
          .isEqualTo(clears ? trained : answered);
    }
  }

  @Test
  void shouldMatchTwoPassesOverAllRows() {
    // Given: 240 rows of 5 features far from 0, 3 classes, in steps of 4
    int n = 240;
    int d = 5;
    Random random = new Random(2);
    float[][] rows = new float[n][d];
    int[] labels = new int[n];
    for (int row = 0; row < n; row++) {
      labels[row] = random.nextInt(3);
      double common = random.nextGaussian();
      for (int i = 0; i < d; i++) {
        rows[row][i] = (float) (20 + common + random.nextGaussian() + (i == labels[row] ? 2 : 0));
      }
    }
    float[] asked = {21, 20, 19, 22, 20};

    try (Kit kit = new Kit("mlp(hidden=0)", "naive", d, 3)) {
      StreamingDiscriminant head = head(kit, "slda(shrinkage=0.01)");

      // When
      for (int from = 0; from < n; from += 4) {
        head.updated(
            kit.step(
                Arrays.copyOfRange(rows, from, from + 4),
                Arrays.copyOfRange(labels, from, from + 4)));
      }
      head.windowEnded(new WindowEnd(0, null));

      // Then
      double[] expected = twoPasses(rows, labels, 0.01, asked);
      float[] z = predictionLogits(kit, head, asked);
      for (int c = 1; c < 3; c++) {
        double difference = expected[c] - expected[0];
        assertThat((double) z[c] - z[0]).isCloseTo(difference, within(1e-3 * Math.abs(difference)));
      }
    }
  }

  @Test
  void shouldSeparateClassesDespiteALargeConstantFeature() {
    try (Kit kit = new Kit("mlp(hidden=0)", "naive", 3, 2)) {
      // Given: as above, with a constant feature, the year 2023
      StreamingDiscriminant head = head(kit, "slda");
      head.updated(
          kit.step(
              new float[][] {{1, 0, 2023}, {0, 2, 2023}, {0, 6, 2023}, {3, 0, 2023}}, 0, 1, 1, 0));

      // When
      head.windowEnded(new WindowEnd(0, null));
      float[] z = predictionLogits(kit, head, new float[] {3, 0, 2023}, new float[] {0, 4, 2023});

      // Then
      assertThat(z[0]).isGreaterThan(z[1] + 1);
      assertThat(z[3]).isGreaterThan(z[2] + 1);
    }
  }

  /** Computes the means, then the deviations from them; Λ μ by elimination. */
  private static double[] twoPasses(float[][] rows, int[] labels, double epsilon, float[] asked) {
    int d = asked.length;
    double[][] means = new double[3][d];
    int[] counts = new int[3];
    for (int row = 0; row < rows.length; row++) {
      counts[labels[row]]++;
      for (int i = 0; i < d; i++) {
        means[labels[row]][i] += rows[row][i];
      }
    }
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < d; i++) {
        means[c][i] /= counts[c];
      }
    }
    double[][] covariance = new double[d][d];
    for (int row = 0; row < rows.length; row++) {
      double[] mean = means[labels[row]];
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i][j] +=
              (rows[row][i] - mean[i]) * (rows[row][j] - mean[j]) * (1 - epsilon) / rows.length;
        }
      }
    }
    double[] z = new double[3];
    for (int c = 0; c < 3; c++) {
      double[][] system = new double[d][d + 1];
      for (int i = 0; i < d; i++) {
        System.arraycopy(covariance[i], 0, system[i], 0, d);
        system[i][i] += epsilon;
        system[i][d] = means[c][i];
      }
      double[] weights = solve(system);
      for (int i = 0; i < d; i++) {
        z[c] += weights[i] * (asked[i] - 0.5 * means[c][i]);
      }
    }
    return z;
  }

  /** Gauss-Jordan elimination without pivoting: the matrix is positive definite. */
  private static double[] solve(double[][] system) {
    int d = system.length;
    for (int k = 0; k < d; k++) {
      for (int i = 0; i < d; i++) {
        double factor = system[i][k] / system[k][k];
        for (int j = k; j <= d && i != k; j++) {
          system[i][j] -= factor * system[k][j];
        }
      }
    }
    double[] solution = new double[d];
    for (int i = 0; i < d; i++) {
      solution[i] = system[i][d] / system[i][i];
    }
    return solution;
  }
}
