package dev.lethe.learner.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Softmax regression with two features and three classes, all parameters 0, η = 1. */
class MaximallyInterferedRetrievalTest {
  private static final float[][] REMEMBERED = {{1, 0}, {0, 1}, {1, 0}};
  private static final int[] LABELS = {0, 1, 1};

  private final Kit kit = new Kit("mlp(hidden=0)", "naive+sgd(lr=1)", 2, 3);
  private final ExperienceReplay mir =
      ExperienceReplay.interfered(Kit.part("mir(memory=3,batch=1,candidates=3)"), kit.context());

  @BeforeEach
  void fill() {
    kit.set(0, 0, 0, 0, 0, 0, 0);
    kit.set(1, 0, 0, 0);
    mir.store(
        kit.step(REMEMBERED, LABELS),
        List.of(example(REMEMBERED[0], 0), example(REMEMBERED[1], 1), example(REMEMBERED[2], 1)));
  }

  @AfterEach
  void close() {
    kit.close();
  }

  private static Example example(float[] row, int label) {
    return new Example("e", 0, new Features.Floats(row), label, null, Role.LEARN);
  }

  /** Returns the batch of a step on one fresh row of class 0, after the draw. */
  private RowBatch draw(float... fresh) {
    RowBatch batch = new RowBatch(2, 2);
    batch.add((target, from) -> System.arraycopy(fresh, 0, target, from, 2), 0, 0);
    mir.draw(new Step(1, 0, 1, kit.context().model(), batch, kit.context().owner()));
    return batch;
  }

  private double interference() {
    Map<String, Double> metrics = new TreeMap<>();
    mir.report(metrics);
    return metrics.get("mir.interference");
  }

  @Test
  void shouldReplayTheExamplesWithTheLargestInterference() {
    // When: x = (1, 0) of class 0
    RowBatch batch = draw(1, 0);

    // Then: the same x with another class
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(batch.label(1)).isEqualTo(1);
    assertThat(batch.values()).containsExactly(1, 0, 1, 0);
    // θᵥ adds (⅔, −⅓, −⅓) to b and to the weights of the first feature, so
    // z = (4/3, −2/3, −2/3) for x = (1, 0), and half of that for x = (0, 1)
    double both = Math.log(Math.exp(4 / 3.0) + 2 * Math.exp(-2 / 3.0)) - Math.log(3);
    double bias = Math.log(Math.exp(2 / 3.0) + 2 * Math.exp(-1 / 3.0)) - Math.log(3);
    double most = both + 2 / 3.0;
    double mean = (most + both - 4 / 3.0 + bias + 1 / 3.0) / 3;
    assertThat(interference()).isCloseTo(most - mean, within(1e-6));
  }

  @Test
  void shouldNotChangeParametersByTheVirtualStep() {
    // When
    draw(1, 0);

    // Then
    assertThat(kit.parameter(0).toFloatArray()).containsOnly(0);
    assertThat(kit.parameter(1).toFloatArray()).containsOnly(0);
  }

  @Test
  void shouldStillReplayWhenTheVirtualStepOverflows() {
    // When
    RowBatch batch = draw(Float.MAX_VALUE, Float.MAX_VALUE);

    // Then
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(interference()).isFinite();
  }
}
