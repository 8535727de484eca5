package dev.lethe.learner.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DistillationTest {
  private final Kit kit = new Kit("mlp(hidden=0)", "naive", 1, 2);

  @AfterEach
  void close() {
    kit.close();
  }

  private Objective objective(Step step) {
    float[] logitGradients = new float[step.batch().rows() * step.model().classes()];
    return new Objective(step.logits(), step.batch(), logitGradients, row -> null);
  }

  @Test
  void shouldAverageTheParameters() {
    // Given
    kit.set(0, 0, 0);
    var average = new AveragedParameters(kit.context(), 0.75);

    // When: a is ½, ⅔ and ¾
    kit.set(0, 8, 4);
    average.update();
    assertThat(average.values().get(0).toFloatArray())
        .containsExactly(new float[] {4, 2}, within(1e-6f));
    average.update();
    average.update();

    // Then: 4 + (8−4)/3 = 5.333, then 5.333 + (8−5.333)/4 = 6
    assertThat(average.values().get(0).toFloatArray())
        .containsExactly(new float[] {6, 3}, within(1e-5f));
  }

  @Test
  void shouldPenaliseDistanceToTheLogitsOfTheMeanTeacher() {
    // Given: z = (0, 0) of the teacher, (2, 0) of the model
    kit.set(0, 0, 0);
    kit.set(1, 0, 0);
    var teacher = new MeanTeacher(Kit.part("mean-teacher(weight=3)"), kit.context());
    kit.set(0, 2, 0);
    Step step = kit.step(new float[][] {{1}}, 0);
    Objective objective = objective(step);

    // When
    teacher.objective(step, objective);

    // Then: 3 · (4 + 0)/2, gradient 2 · 3 · 2/2
    assertThat(objective.value()).isCloseTo(6, within(1e-6));
    assertThat(objective.gradients()).containsExactly(new float[] {6, 0}, within(1e-6f));
  }

  @Test
  void shouldComputeTheDivergenceFromTheTeacherOnAllRowsInMkd() {
    // Given: z = (4, 0) of the teacher for x = 1, and (0, 0) for x = 0; always (0, 0) of the model
    kit.set(0, 4, 0);
    kit.set(1, 0, 0);
    var mkd = new MomentumDistillation(Kit.part("mkd(weight=3,temperature=4)"), kit.context());
    kit.set(0, 0, 0);
    Step step = kit.step(new float[][] {{1}, {0}}, 0, 0);
    Objective objective = new Objective(step.logits(), step.batch(), new float[4], row -> null);

    // When
    mkd.objective(step, objective);

    // Then: q = softmax(1, 0) = (0.7310586, 0.2689414), p = (½, ½), in one of two rows
    double q = 0.7310585786;
    double divergence = q * Math.log(2 * q) + (1 - q) * Math.log(2 * (1 - q));
    assertThat(objective.value()).isCloseTo(3 * 16 * divergence / 2, within(1e-6));
    // 3 · 16 · (½ − q) / (4 · 2)
    assertThat(objective.gradients())
        .containsExactly(new float[] {-1.3863515f, 1.3863515f, 0, 0}, within(1e-5f));
  }

  @Test
  void shouldStayFiniteWhenTeacherAndModelDisagreeCompletelyInMkd() {
    // Given: z_E = (9999, 0) at temperature 1, z = (0, 9999)
    kit.set(0, 9999, 0);
    kit.set(1, 0, 0);
    var mkd = new MomentumDistillation(Kit.part("mkd(weight=1,temperature=1)"), kit.context());
    kit.set(0, 0, 9999);
    Step step = kit.step(new float[][] {{1}}, 0);
    Objective objective = objective(step);

    // When
    mkd.objective(step, objective);

    // Then
    assertThat(objective.value()).isFinite().isGreaterThan(100);
    assertThat(objective.gradients()).containsExactly(-1, 1);
  }

  @Test
  void shouldPredictWithTheTeacherOnlyWhenServed() {
    // When
    var served = new MomentumDistillation(Kit.part("mkd(serve=true)"), kit.context());
    var notServed = new MomentumDistillation(Kit.part("mkd"), kit.context());

    // Then: before any update, the average equals the initial parameters
    assertThat(notServed.predictionParameters()).isEmpty();
    assertThat(served.predictionParameters().orElseThrow().get(0).toFloatArray())
        .isEqualTo(kit.parameter(0).toFloatArray());
  }

  @Test
  void shouldDistilTheModelOfTheLastWindowEndInLwf() {
    // Given: z_old = (2, 0) at temperature 2: q = softmax(1, 0) = (0.7310586, 0.2689414)
    var lwf = new LearningWithoutForgetting(Kit.part("lwf(alpha=1,temperature=2)"), kit.context());
    kit.set(0, 2, 0);
    kit.set(1, 0, 0);
    Step first = kit.step(new float[][] {{1}}, 0);
    Objective nothing = objective(first);
    lwf.objective(first, nothing);
    assertThat(nothing.isEmpty()).as("in the first window").isTrue();
    kit.context().classes().addSeen(0);
    kit.context().classes().addSeen(1);
    lwf.windowEnded(new WindowEnd(0, null));

    // When: z = (0, 0), p = (½, ½)
    kit.set(0, 0, 0);
    Step step = kit.step(new float[][] {{1}}, 0);
    Objective objective = objective(step);
    lwf.objective(step, objective);

    // Then: −Σ q log ½ = log 2; gradient (p − q)/2
    assertThat(objective.value()).isCloseTo(Math.log(2), within(1e-6));
    assertThat(objective.gradients())
        .containsExactly(new float[] {-0.1155293f, 0.1155293f}, within(1e-6f));
  }

  @Test
  void shouldIncludeNewClassesInTheSoftmaxInLwfAmongSeen() {
    try (Kit three = new Kit("mlp(hidden=0)", "naive", 1, 3)) {
      // Given: two windows with two classes, q = softmax(1, 0) over them
      var part = Kit.part("lwf(alpha=1,temperature=2,among=seen,weight=windows)");
      var lwf = new LearningWithoutForgetting(part, three.context());
      three.set(0, 2, 0, 0);
      three.set(1, 0, 0, 0);
      three.context().classes().addSeen(0);
      three.context().classes().addSeen(1);
      lwf.windowEnded(new WindowEnd(0, null));
      lwf.windowEnded(new WindowEnd(1, null));

      // When: a third class is seen, and all logits are equal
      three.context().classes().addSeen(2);
      three.set(0, 0, 0, 0);
      Step step = three.step(new float[][] {{1}}, 0);
      Objective objective = objective(step);
      lwf.objective(step, objective);

      // Then: 2 · −Σ q log ⅓ = 2 log 3; gradient 2 (p − q)/2
      assertThat(objective.value()).isCloseTo(2 * Math.log(3), within(1e-6));
      assertThat(objective.gradients())
          .containsExactly(
              new float[] {1 / 3f - 0.7310586f, 1 / 3f - 0.2689414f, 1 / 3f}, within(1e-6f));
    }
  }
}
