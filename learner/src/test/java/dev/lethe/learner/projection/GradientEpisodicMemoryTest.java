package dev.lethe.learner.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.engine.TorchEngine;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradientEpisodicMemoryTest {
  private static final float[] X = {1, 2};

  private final Kit kit = new Kit("mlp(hidden=0)", "naive", 2, 3);

  /** Each of three classes has p = ⅓, so gradients of different classes conflict. */
  @BeforeEach
  void level() {
    kit.set(0, 0, 0, 0, 0, 0, 0);
    kit.set(1, 0, 0, 0);
  }

  @AfterEach
  void close() {
    kit.close();
  }

  private GradientEpisodicMemory gem(String expression) {
    return new GradientEpisodicMemory(Kit.part(expression), kit.context());
  }

  private void learn(GradientEpisodicMemory gem, int window, float[] x, int label) {
    gem.store(
        kit.stepIn(window, new float[][] {x}, label),
        List.of(new Example("e", 0, new Features.Floats(x), label, null, Role.LEARN)));
  }

  private static double metric(GradientEpisodicMemory gem, String name) {
    Map<String, Double> metrics = new TreeMap<>();
    gem.report(metrics);
    return metrics.get(name);
  }

  private static NDArray random(Random random, NDManager manager) {
    float[] values = new float[10];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values);
  }

  @Test
  void shouldFindTheOptimalMultipliersOfTwoConstraints() {
    // Given: Q = ((2, 1), (1, 2))
    double[][] q2 = {{2, 1}, {1, 2}};

    // When, Then: both are violated equally, 2v + v = 1
    assertThat(DualCone.solve(q2, new double[] {-1, -1}, 0))
        .containsExactly(new double[] {1 / 3.0, 1 / 3.0}, within(1e-8));
    // only the first is violated, 2v = 1; the second is satisfied: ½ + 1 > 0
    assertThat(DualCone.solve(q2, new double[] {-1, 1}, 0))
        .containsExactly(new double[] {0.5, 0}, within(1e-8));
    // the margin is larger than both multipliers
    assertThat(DualCone.solve(q2, new double[] {-1, -1}, 0.5)).containsExactly(0.5, 0.5);
  }

  @Test
  void shouldFindTheNearestGradientWithoutConflict() {
    Random random = new Random(11);
    try (NDManager manager = TorchEngine.newManager()) {
      for (int repetition = 0; repetition < 50; repetition++) {
        // Given: four gradients, one of them twice another; g conflicts with the first
        List<List<NDArray>> rows = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
          rows.add(List.of(random(random, manager)));
        }
        rows.add(List.of(rows.get(0).get(0).mul(2)));
        List<NDArray> g = List.of(random(random, manager).sub(rows.get(0).get(0)));
        NDArray before = g.get(0).duplicate();

        // When
        boolean projected = DualCone.project(g, rows, 0);

        // Then: no conflict; and nearest, since the change is orthogonal to the result (projection
        // onto a
        // cone) and is a sum of conflicting gradients
        assertThat(projected).isTrue();
        for (List<NDArray> row : rows) {
          assertThat(Tensors.dot(g, row)).isGreaterThan(-1e-4);
        }
        assertThat(Tensors.dot(g, List.of(g.get(0).sub(before)))).isCloseTo(0, within(1e-3));
      }
    }
  }

  @Test
  void shouldEqualAgemForOneWindowWithoutMargin() {
    // Given: x of class 0 in window 0, of class 1 in window 1
    GradientEpisodicMemory gem = gem("gem(margin=0)");
    learn(gem, 0, X, 0);
    Step step = kit.stepIn(1, new float[][] {X}, 1);
    List<NDArray> expected = Tensors.copies(step.gradients(), step.scope());
    boolean harms =
        AveragedGradientMemory.project(expected, kit.stepIn(0, new float[][] {X}, 0).gradients());

    // When
    gem.project(step);

    // Then
    assertThat(harms).isTrue();
    assertThat(metric(gem, "gem.projected")).isEqualTo(1);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(step.gradients().get(i).toFloatArray())
          .containsExactly(expected.get(i).toFloatArray(), within(1e-6f));
    }
  }

  @Test
  void shouldProtectEveryPastWindowButNotTheCurrentOne() {
    // Given: the last memory is of the current window, and conflicts with all
    GradientEpisodicMemory gem = gem("gem(margin=0)");
    learn(gem, 0, new float[] {1, 0.5f}, 0);
    learn(gem, 1, new float[] {0.5f, 1}, 2);
    learn(gem, 2, X, 0);
    Step step = kit.stepIn(2, new float[][] {X}, 1);

    // When
    gem.project(step);

    // Then
    List<NDArray> g = step.gradients();
    List<NDArray> first = kit.step(new float[][] {{1, 0.5f}}, 0).gradients();
    List<NDArray> second = kit.step(new float[][] {{0.5f, 1}}, 2).gradients();
    List<NDArray> own = kit.step(new float[][] {X}, 0).gradients();
    assertThat(metric(gem, "gem.projected")).isEqualTo(1);
    assertThat(Tensors.dot(g, first)).isGreaterThan(-1e-5);
    assertThat(Tensors.dot(g, second)).isGreaterThan(-1e-5);
    assertThat(Tensors.dot(g, own)).isNegative();
  }

  @Test
  void shouldRememberOnlyTheNewestWindows() {
    // Given
    GradientEpisodicMemory gem = gem("gem(memory=4,windows=2)");

    // When
    for (int window = 0; window < 5; window++) {
      learn(gem, window, X, 0);
    }

    // Then: two past windows and the current one
    assertThat(metric(gem, "gem.windows")).isEqualTo(3);
  }

  @Test
  void shouldDropTheOldestWindowWhenAnotherEnds() {
    // Given: the first of three conflicts with the next step, the others do not
    GradientEpisodicMemory gem = gem("gem(memory=4,windows=2,margin=0)");
    learn(gem, 0, X, 0);
    learn(gem, 1, X, 1);
    learn(gem, 2, X, 1);
    Step step = kit.stepIn(3, new float[][] {X}, 1);

    // When
    gem.project(step);

    // Then
    assertThat(metric(gem, "gem.projected")).isZero();
  }

  @Test
  void shouldIgnoreDegenerateGradients() {
    try (NDManager manager = TorchEngine.newManager()) {
      // Given: one that is 0, one that overflowed, and one in conflict
      List<NDArray> g = List.of(manager.create(new float[] {-1, 2}));
      List<List<NDArray>> rows =
          List.of(
              List.of(manager.create(new float[] {0, 0})),
              List.of(manager.create(new float[] {Float.NaN, Float.POSITIVE_INFINITY})),
              List.of(manager.create(new float[] {2, 0})));

      // When
      boolean projected = DualCone.project(g, rows, 0);

      // Then
      assertThat(projected).isTrue();
      assertThat(g.get(0).toFloatArray()).containsExactly(0, 2);
    }
  }
}
