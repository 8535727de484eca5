package dev.lethe.learner.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Autograd;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.plasticity.ContinualBackprop;
import dev.lethe.learner.plasticity.DormantUnits;
import dev.lethe.learner.plasticity.ParameterReset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairwiseHeadTest {
  private static final int UNITS = 7;
  private static final int CLASSES = 4;
  // 21 pairs; one remains if four classes have five each
  private static final int PAIRS = 20;

  /** Pair of units and its class. */
  private record Assigned(int i, int j, int c) {}

  private static Kit kit(String head) {
    return new Kit("mlp(hidden=0)", "naive+" + head, UNITS, CLASSES);
  }

  private static float[] logits(Kit kit, float[]... rows) {
    try (NDManager scope = kit.context().owner().newSubManager()) {
      return kit.context()
          .model()
          .forward(scope.create(rows), kit.context().parameters())
          .logits()
          .toFloatArray();
    }
  }

  /** Finds pair and class of each weight by activating one weight and two units at a time. */
  private static List<Assigned> assigned(Kit kit, int pairs) {
    List<Assigned> all = new ArrayList<>();
    for (int p = 0; p < pairs; p++) {
      float[] weights = new float[pairs];
      weights[p] = 1;
      kit.set(0, weights);
      for (int i = 0; i < UNITS; i++) {
        for (int j = i + 1; j < UNITS; j++) {
          float[] row = new float[UNITS];
          row[i] = 1;
          row[j] = 1;
          float[] z = logits(kit, row);
          for (int c = 0; c < CLASSES; c++) {
            if (z[c] != 0) {
              all.add(new Assigned(i, j, c));
            }
          }
        }
      }
    }
    return all;
  }

  private static float[] numbers(int count, Random random) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(ints = {PAIRS, 8})
  void shouldAssignEachPairToOneClassEvenly(int pairs) {
    try (Kit kit = kit("pairwise(pairs=" + pairs + ")")) {
      // When
      List<Assigned> assigned = assigned(kit, pairs);

      // Then: one pair and class per weight, no pair twice
      assertThat(assigned).hasSize(pairs);
      assertThat(assigned.stream().map(d -> List.of(d.i, d.j))).doesNotHaveDuplicates();
      for (int c = 0; c < CLASSES; c++) {
        int of = c;
        assertThat(assigned).filteredOn(d -> d.c == of).hasSize(pairs / CLASSES);
      }
    }
  }

  @Test
  void shouldNotUseTheRemainderOfPairs() {
    try (Kit kit = kit("pairwise")) {
      // When, Then
      assertThat(kit.parameter(0).getShape().getShape()).containsExactly(PAIRS);
      assertThat(kit.context().parameters()).hasSize(1);
    }
  }

  @Test
  void shouldSumWeightedProductsOfPairs() {
    try (Kit kit = kit("pairwise")) {
      // Given
      List<Assigned> assigned = assigned(kit, PAIRS);
      Random random = new Random(3);
      float[] weights = numbers(PAIRS, random);
      float[][] rows = {numbers(UNITS, random), numbers(UNITS, random), numbers(UNITS, random)};
      double[] expected = new double[rows.length * CLASSES];
      for (int row = 0; row < rows.length; row++) {
        for (int p = 0; p < PAIRS; p++) {
          Assigned d = assigned.get(p);
          expected[row * CLASSES + d.c] += (double) weights[p] * rows[row][d.i] * rows[row][d.j];
        }
      }

      // When
      kit.set(0, weights);
      float[] z = logits(kit, rows);

      // Then
      for (int k = 0; k < z.length; k++) {
        assertThat((double) z[k]).isCloseTo(expected[k], within(1e-5));
      }
    }
  }

  @Test
  void shouldMatchFiniteDifferences() {
    try (Kit kit = kit("pairwise");
        NDManager scope = kit.context().owner().newSubManager()) {
      // Given: L = Σ (k + 1) z_k, at most quadratic in every unit and weight
      Random random = new Random(4);
      float[] weights = numbers(PAIRS, random);
      float[] row = numbers(UNITS, random);
      kit.set(0, weights);
      float[] factors = {1, 2, 3, 4};

      // When
      List<NDArray> gradients;
      try (Autograd autograd = Autograd.record()) {
        NDArray inputs = scope.create(new float[][] {row});
        List<NDArray> leaves = autograd.leaves(List.of(inputs, kit.parameter(0)), scope);
        NDArray z = kit.context().model().forward(leaves.get(0), leaves.subList(1, 2)).logits();
        gradients = autograd.gradients(z, scope.create(new float[][] {factors}), leaves);
      }

      // Then
      float[] byUnit = gradients.get(0).toFloatArray();
      for (int i = 0; i < UNITS; i++) {
        double up = loss(kit, weights, moved(row, i, 0.5f));
        double down = loss(kit, weights, moved(row, i, -0.5f));
        assertThat((double) byUnit[i]).isCloseTo(up - down, within(1e-4));
      }
      float[] byWeight = gradients.get(1).toFloatArray();
      for (int p = 0; p < PAIRS; p++) {
        double up = loss(kit, moved(weights, p, 0.5f), row);
        double down = loss(kit, moved(weights, p, -0.5f), row);
        assertThat((double) byWeight[p]).isCloseTo(up - down, within(1e-4));
      }
    }
  }

  private static float[] moved(float[] values, int at, float by) {
    float[] moved = values.clone();
    moved[at] += by;
    return moved;
  }

  private static double loss(Kit kit, float[] weights, float[] row) {
    kit.set(0, weights);
    float[] z = logits(kit, row);
    return z[0] + 2.0 * z[1] + 3.0 * z[2] + 4.0 * z[3];
  }

  @Test
  void shouldKeepWeightsOfPairsWhenUnitsAreReset() {
    try (Kit kit = new Kit("mlp(hidden=5:4,bias=false)", "naive+pairwise", 2, 3)) {
      // Given: W₁ [5, 2], W₂ [4, 5], pairs [6]
      Step step = kit.step(new float[][] {{1, 2}, {2, -1}}, 0, 1);
      float[] pairs = kit.parameter(2).toFloatArray();
      float[] last = kit.parameter(1).toFloatArray();
      float[] first = kit.parameter(0).toFloatArray();

      // When: all units are due; those of the last layer, whose utility is unknown, only with redo
      new DormantUnits(Kit.part("redo(tau=1,when=steps:1,rows=2)"), kit.context()).updated(step);
      float[] lastAfterRedo = kit.parameter(1).toFloatArray();
      var cbp = new ContinualBackprop(Kit.part("cbp(rate=1,maturity=1)"), kit.context());
      cbp.updated(step);
      cbp.updated(step);
      Map<String, Double> metrics = new TreeMap<>();
      cbp.report(metrics);

      // Then
      assertThat(lastAfterRedo).isNotEqualTo(last);
      assertThat(metrics).containsEntry("cbp.units.reset", 5.0);
      assertThat(kit.parameter(0).toFloatArray()).isNotEqualTo(first);
      assertThat(kit.parameter(2).toFloatArray()).isEqualTo(pairs);
    }
  }

  @Test
  void shouldReinitialiseWeightsWhenHeadIsReset() {
    try (Kit kit = new Kit("mlp(hidden=4,bias=false)", "naive+pairwise", 2, 3)) {
      // Given
      Step step = kit.step(new float[][] {{1, 2}}, 0);
      float[] body = kit.parameter(0).toFloatArray();
      float[] pairs = kit.parameter(1).toFloatArray();

      // When
      ParameterReset.headReset(Kit.part("head-reset(when=steps:1)"), kit.context()).updated(step);

      // Then: every weight changed, to an equally small value
      float[] fresh = kit.parameter(1).toFloatArray();
      assertThat(kit.parameter(0).toFloatArray()).isEqualTo(body);
      for (int p = 0; p < pairs.length; p++) {
        assertThat(fresh[p]).isNotEqualTo(pairs[p]);
        assertThat(Math.abs(fresh[p])).isLessThan(0.01f);
      }
    }
  }

  @Test
  void shouldRejectFewerPairsThanClasses() {
    // When, Then
    assertThatThrownBy(() -> new Kit("mlp(hidden=3)", "naive+pairwise", UNITS, CLASSES).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pairwise: got '3' features")
        .hasMessageContaining("4 classes");
  }
}
