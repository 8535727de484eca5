package dev.lethe.learner.regulariser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax regression of two features and two classes: W [2, 2] is parameter 0, b [2] is 1. */
class RegulariserTest {
  private static final float[][] ROWS = {{1, 2}};

  private final Kit kit = new Kit("mlp(hidden=0)", "naive+sgd(lr=0.5)", 2, 2);

  @AfterEach
  void close() {
    kit.close();
  }

  private static double figure(Regulariser part, String name) {
    Map<String, Double> figures = new TreeMap<>();
    part.report(figures);
    return figures.get(name);
  }

  private void update(Regulariser part, Step step) {
    part.observed(step);
    part.addGradient(step);
    kit.workshop().optimizer().update(kit.workshop().parameters(), step.gradients(), step.scope());
    part.updated(step);
  }

  @Test
  void shouldDrawToTheFirstValuesAndNotAtThem() {
    // Given
    float[] first = kit.parameter(0).toFloatArray();
    Tether tether = Tether.l2Init(Kit.part("l2-init(lambda=0.5)"), kit.workshop());
    Step still = kit.step(ROWS, 0);
    float[] task = still.gradients().get(0).toFloatArray();

    // When, Then: nothing at θ₀
    tether.addGradient(still);
    assertThat(still.gradients().get(0).toFloatArray()).isEqualTo(task);

    // When: the first weight is 3 away, so 2 · 0.5 · 3
    kit.set(0, first[0] + 3, first[1], first[2], first[3]);
    Step moved = kit.step(ROWS, 0);
    float before = moved.gradients().get(0).toFloatArray()[0];
    tether.addGradient(moved);

    // Then
    assertThat(moved.gradients().get(0).toFloatArray()[0]).isCloseTo(before + 3, within(1e-5f));
    assertThat(figure(tether, "l2-init.penalty")).isCloseTo(4.5, within(1e-4));
  }

  @Test
  void shouldTakeTheMeanSquareOfPerExampleSlopesWhenElasticWeights() {
    // Given: W = 0, b = 0, so p = (½, ½) and ∂(−log p[0])/∂z = (−½, ½), by W its product with x
    kit.set(0, 0, 0, 0, 0);
    kit.set(1, 0, 0);
    Regulariser ewc =
        new ElasticWeights(Kit.part("ewc(lambda=1,mode=separate,form=gradient)"), kit.workshop());
    ewc.observed(kit.step(ROWS, 0));

    // When
    ewc.windowEnded(new WindowEnd(0, null));

    // Then: ¼·(1 + 4) for each of two rows of W, ¼ for each bias
    assertThat(figure(ewc, "ewc.importance")).isCloseTo(2 * 1.25 + 2 * 0.25, within(1e-5));
    assertThat(figure(ewc, "ewc.penalty")).isZero();

    // When: W[0][1], of importance ¼·4 = 1, moves by 2
    kit.set(0, 0, 2, 0, 0);
    Step step = kit.step(ROWS, 0);
    float before = step.gradients().get(0).toFloatArray()[1];
    ewc.addGradient(step);

    // Then: 2·λ·1·2 more slope, penalty 1·2²
    assertThat(step.gradients().get(0).toFloatArray()[1]).isCloseTo(before + 4, within(1e-5f));
    assertThat(figure(ewc, "ewc.penalty")).isCloseTo(4, within(1e-4));
  }

  /** By label 1: p = (¾, ¼), slopes (¾, −¾) or, of class 0, (−¼, ¼); Σ squares of x and 1 is 6. */
  @ParameterizedTest
  @CsvSource({"empirical, 6.75", "predicted, 0.75", "weighted, 1.6875", "true, 2.25"})
  void shouldTakeTheFisherInformationOfTheClassesThatItsEstimatorSays(
      String estimator, double importance) {
    // Given
    kit.set(0, 0, 0, 0, 0);
    kit.set(1, (float) Math.log(3), 0);
    Regulariser ewc = new ElasticWeights(Kit.part("ewc(fisher=" + estimator + ")"), kit.workshop());
    ewc.observed(kit.step(ROWS, 1));

    // When
    ewc.windowEnded(new WindowEnd(0, null));

    // Then
    assertThat(figure(ewc, "ewc.importance")).isCloseTo(importance, within(1e-4));
  }

  @Test
  void shouldSumSeveralAnchorsExactly() {
    // Given: two anchors of b, Ω = 1 at (0, 0) and Ω = 3 at (4, 0)
    Anchors anchors = new Anchors(Kit.part("ewc(form=gradient)"), 1, kit.workshop());
    try (NDManager scope = kit.workshop().owner().newSubManager()) {
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
  void shouldNotLeaveTheAnchorHoweverStrongThePenaltyWhenProximal() {
    // Given
    Regulariser ewc = new ElasticWeights(Kit.part("ewc(lambda=1e9,form=proximal)"), kit.workshop());
    kit.set(0, 0, 0, 0, 0);
    kit.set(1, 0, 0);
    ewc.observed(kit.step(ROWS, 0));
    ewc.windowEnded(new WindowEnd(0, null));

    // When
    for (int i = 0; i < 20; i++) {
      update(ewc, kit.step(ROWS, 1));
    }

    // Then
    assertThat(kit.parameter(0).abs().max().getFloat()).isLessThan(1e-5f);
  }

  @Test
  void shouldCountWhatLoweredTheLossOnTheWayWhenSynapticIntelligence() {
    // Given: one step of SGD, Δθ = −η g, so ω = η g² and Ω = η g² / (η² g² + ξ)
    var si = new SynapticIntelligence(Kit.part("si(c=1,xi=0.25)"), kit.workshop());
    Step step = kit.step(ROWS, 0);
    double expected = 0;
    for (NDArray gradient : Tensors.copies(step.gradients(), step.scope())) {
      for (float g : gradient.toFloatArray()) {
        expected += 0.5 * g * g / (0.25 * g * g + 0.25);
      }
    }

    // When
    update(si, step);
    si.windowEnded(new WindowEnd(0, null));

    // Then
    assertThat(expected).isPositive();
    assertThat(figure(si, "si.importance")).isCloseTo(expected, within(1e-4));
  }

  @Test
  void shouldTakeTheSlopeOfTheSquaredAnswerWhenMemoryAwareSynapses() {
    // Given: W = ((1, 0), (0, 0)), b = 0, x = (1, 2): z = (1, 0), ∂‖z‖²/∂z = (2, 0)
    kit.set(0, 1, 0, 0, 0);
    kit.set(1, 0, 0);
    var mas = new MemoryAwareSynapses(Kit.part("mas"), kit.workshop());
    mas.observed(kit.step(ROWS, 0));

    // When
    mas.windowEnded(new WindowEnd(0, null));

    // Then: by W[0] (2, 4), by b[0] 2
    assertThat(figure(mas, "mas.importance")).isCloseTo(8, within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({"1, 8", "2, 4"})
  void shouldLetSlopesCancelOutWithinAGroupOfExamples(int group, double importance) {
    // Given: as above, and x = (1, −2), whose slope by W[0] is (2, −4)
    kit.set(0, 1, 0, 0, 0);
    kit.set(1, 0, 0);
    var mas = new MemoryAwareSynapses(Kit.part("mas(group=" + group + ")"), kit.workshop());
    mas.observed(kit.step(new float[][] {{1, 2}, {1, -2}}, 0, 0));

    // When
    mas.windowEnded(new WindowEnd(0, null));

    // Then: together (2, 0), and 2 by b[0]
    assertThat(figure(mas, "mas.importance")).isCloseTo(importance, within(1e-5));
  }

  /** The gradients of a step as one vector. */
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

  @Test
  void shouldAddWhatTheAnswersDependOnAndWhatLoweredTheLossWhenRiemannianWalk() {
    // Given: two windows of one step of SGD each, Δθ = −η g, so ω = η g²
    Regulariser walk =
        new RiemannianWalk(
            Kit.part("rwalk(lambda=1,alpha=0.75,every=1,epsilon=0.01,form=gradient)"),
            kit.workshop());
    double[] fisher = null;
    double[] score = null;
    for (int label = 0; label < 2; label++) {
      Step step = kit.step(ROWS, label);
      double[] g = vector(step.gradients());
      if (fisher == null) {
        fisher = new double[g.length];
        score = new double[g.length];
      }
      // When: no penalty at first, and none for the first step from its anchor
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
    assertThat(figure(walk, "rwalk.importance")).isCloseTo(expected, within(1e-4));
    assertThat(figure(walk, "rwalk.penalty")).isCloseTo(0, within(1e-4));
  }

  @Test
  void shouldCountStepsThatAreLeftOverAtTheWindowEndWhenRiemannianWalk() {
    // Given: F is not known, so the score is η g² / ε
    Regulariser walk = new RiemannianWalk(Kit.part("rwalk(every=10)"), kit.workshop());
    Step step = kit.step(ROWS, 0);
    double[] g = vector(step.gradients());

    // When
    update(walk, step);
    walk.windowEnded(new WindowEnd(0, null));

    // Then: in units of the largest
    double[] squares = Arrays.stream(g).map(each -> each * each).toArray();
    assertThat(figure(walk, "rwalk.importance"))
        .isCloseTo(Arrays.stream(squares).sum() / largest(squares), within(1e-4));
  }

  @Test
  void shouldFindNothingImportantWhereNothingMovedOrGradientsOverflowWhenRiemannianWalk() {
    for (float slope : new float[] {0, Float.POSITIVE_INFINITY}) {
      // Given
      Regulariser walk = new RiemannianWalk(Kit.part("rwalk(every=1)"), kit.workshop());
      Step step = kit.step(ROWS, 0);
      step.gradients().forEach(array -> array.muli(0).addi(slope));

      // When: observed, but the parameters stay
      walk.observed(step);
      walk.updated(step);
      walk.windowEnded(new WindowEnd(0, null));
      assertThat(figure(walk, "rwalk.importance")).isZero();

      // Then: it goes on
      update(walk, kit.step(ROWS, 0));
      walk.windowEnded(new WindowEnd(1, null));
      assertThat(figure(walk, "rwalk.importance")).isFinite().isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ewc(mode=separate)", "ewc", "mas", "si"})
  void shouldLeaveOutAWindowOfWhichImportancesAreTooLarge(String method) {
    // Given
    Regulariser part = kit.make(method).regularisers().get(0);
    String name = Kit.part(method).name();
    update(part, kit.step(ROWS, 0));
    part.windowEnded(new WindowEnd(0, null));
    double importance = figure(part, name + ".importance");
    assertThat(importance).isPositive();

    // When: what comes in has squares that are no numbers
    kit.set(1, -1e30f, 1e30f);
    Step step = kit.step(new float[][] {{1e25f, 1e25f}}, 0);
    part.observed(step);
    kit.set(0, 3, 3, -3, -3);
    part.updated(step);
    part.windowEnded(new WindowEnd(1, null));

    // Then
    assertThat(figure(part, name + ".importance")).isEqualTo(importance);
    assertThat(figure(part, name + ".windows.refused")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"empirical", "true", "predicted", "weighted"})
  void shouldTakeOnlyTheClassesOfItsTaskForImportantWhenOnlyThoseAreTrained(String fisher) {
    try (Kit tasks = new Kit("mlp(hidden=0)", "naive+linear(train=window)", 2, 4)) {
      // Given: of four classes the window has two
      tasks.workshop().classes().meet(0, 0);
      tasks.workshop().classes().meet(1, 0);
      var part = Kit.part("ewc(lambda=1,mode=separate,form=gradient,fisher=" + fisher + ")");
      Regulariser ewc = new ElasticWeights(part, tasks.workshop());
      ewc.observed(tasks.step(ROWS, 0));
      ewc.windowEnded(new WindowEnd(0, null));

      // When: everything moves
      tasks.fill(0, 5);
      Step step = tasks.step(ROWS, 0);
      float[] before = step.gradients().get(0).toFloatArray();
      ewc.addGradient(step);

      // Then: W is [4, 2], of which the first two classes' rows are drawn back
      float[] after = step.gradients().get(0).toFloatArray();
      assertThat(Arrays.copyOfRange(after, 4, 8)).isEqualTo(Arrays.copyOfRange(before, 4, 8));
      for (int i = 0; i < 4; i++) {
        assertThat(after[i]).isNotEqualTo(before[i]);
      }
    }
  }
}
