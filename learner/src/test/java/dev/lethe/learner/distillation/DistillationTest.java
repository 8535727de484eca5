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
    float[] slopes = new float[step.batch().rows() * step.model().classes()];
    return new Objective(step.logits(), step.batch(), slopes, row -> null);
  }

  @Test
  void shouldFollowTheParametersSlowly() {
    // Given
    kit.set(0, 0, 0);
    var average = new AveragedParameters(kit.context(), 0.75);

    // When: a = ½, then ⅔, then ¾
    kit.set(0, 8, 4);
    average.update();
    assertThat(average.values().get(0).toFloatArray())
        .containsExactly(new float[] {4, 2}, within(1e-6f));
    average.update();
    average.update();

    // Then: 4 + (8−4)/3 = 5.333, then a quarter of what is left
    assertThat(average.values().get(0).toFloatArray())
        .containsExactly(new float[] {6, 3}, within(1e-5f));
  }

  @Test
  void shouldDrawToTheTeachersLogits() {
    // Given: the teacher says z = (0, 0), the model (2, 0)
    kit.set(0, 0, 0);
    kit.set(1, 0, 0);
    var teacher = new MeanTeacher(Kit.part("mean-teacher(weight=3)"), kit.context());
    kit.set(0, 2, 0);
    Step step = kit.step(new float[][] {{1}}, 0);
    Objective objective = objective(step);

    // When
    teacher.objective(step, objective);

    // Then: 3 · (4 + 0)/2, slope 2 · 3 · 2/2
    assertThat(objective.value()).isCloseTo(6, within(1e-6));
    assertThat(objective.slopes()).containsExactly(new float[] {6, 0}, within(1e-6f));
  }

  @Test
  void shouldDivergeFromTheTeachersProbabilitiesOnAllRowsWhenMomentumDistillation() {
    // Given: by x = 1 the teacher says z = (4, 0), by x = 0 it says (0, 0); the model (0, 0) always
    kit.set(0, 4, 0);
    kit.set(1, 0, 0);
    var mkd = new MomentumDistillation(Kit.part("mkd(weight=3,temperature=4)"), kit.context());
    kit.set(0, 0, 0);
    Step step = kit.step(new float[][] {{1}, {0}}, 0, 0);
    Objective objective = new Objective(step.logits(), step.batch(), new float[4], row -> null);

    // When
    mkd.objective(step, objective);

    // Then: q = softmax(1, 0) = (0.7310586, 0.2689414), p = (½, ½), of two rows one
    double q = 0.7310585786;
    double divergence = q * Math.log(2 * q) + (1 - q) * Math.log(2 * (1 - q));
    assertThat(objective.value()).isCloseTo(3 * 16 * divergence / 2, within(1e-6));
    // 3 · 16 · (½ − q) / (4 · 2)
    assertThat(objective.slopes())
        .containsExactly(new float[] {-1.3863515f, 1.3863515f, 0, 0}, within(1e-5f));
  }

  @Test
  void shouldStayFiniteWhereATeacherIsCertainOfWhatTheModelHoldsImpossible() {
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
    assertThat(objective.slopes()).containsExactly(-1, 1);
  }

  @Test
  void shouldAnswerByTheTeacherOnlyWhenServed() {
    // When
    var served = new MomentumDistillation(Kit.part("mkd(serve=true)"), kit.context());
    var heard = new MomentumDistillation(Kit.part("mkd"), kit.context());

    // Then: as it is before any update, the first parameters
    assertThat(heard.answering()).isEmpty();
    assertThat(served.answering().orElseThrow().get(0).toFloatArray())
        .isEqualTo(kit.parameter(0).toFloatArray());
  }

  @Test
  void shouldKeepTheAnswersOfTheLastWindowWhenLearningWithoutForgetting() {
    // Given: z_old = (2, 0) at temperature 2: q = softmax(1, 0) = (0.7310586, 0.2689414)
    var lwf = new LearningWithoutForgetting(Kit.part("lwf(alpha=1,temperature=2)"), kit.context());
    kit.set(0, 2, 0);
    kit.set(1, 0, 0);
    Step first = kit.step(new float[][] {{1}}, 0);
    Objective nothing = objective(first);
    lwf.objective(first, nothing);
    assertThat(nothing.isEmpty()).as("in the first window").isTrue();
    kit.context().classes().learnt(0);
    kit.context().classes().learnt(1);
    lwf.windowEnded(new WindowEnd(0, null));

    // When: now z = (0, 0), p = (½, ½)
    kit.set(0, 0, 0);
    Step step = kit.step(new float[][] {{1}}, 0);
    Objective objective = objective(step);
    lwf.objective(step, objective);

    // Then: −Σ q log ½ = log 2; slope (p − q)/2
    assertThat(objective.value()).isCloseTo(Math.log(2), within(1e-6));
    assertThat(objective.slopes())
        .containsExactly(new float[] {-0.1155293f, 0.1155293f}, within(1e-6f));
  }

  @Test
  void shouldTellOldClassesFromNewOnesWhenLearningWithoutForgettingAmongSeen() {
    try (Kit three = new Kit("mlp(hidden=0)", "naive", 1, 3)) {
      // Given: two classes in each of two windows, q = softmax(1, 0) between them
      var part = Kit.part("lwf(alpha=1,temperature=2,among=seen,weight=windows)");
      var lwf = new LearningWithoutForgetting(part, three.context());
      three.set(0, 2, 0, 0);
      three.set(1, 0, 0, 0);
      three.context().classes().learnt(0);
      three.context().classes().learnt(1);
      lwf.windowEnded(new WindowEnd(0, null));
      lwf.windowEnded(new WindowEnd(1, null));

      // When: a third is seen, all are equally likely
      three.context().classes().learnt(2);
      three.set(0, 0, 0, 0);
      Step step = three.step(new float[][] {{1}}, 0);
      Objective objective = objective(step);
      lwf.objective(step, objective);

      // Then: 2 · −Σ q log ⅓ = 2 log 3; slope 2 (p − q)/2
      assertThat(objective.value()).isCloseTo(2 * Math.log(3), within(1e-6));
      assertThat(objective.slopes())
          .containsExactly(
              new float[] {1 / 3f - 0.7310586f, 1 / 3f - 0.2689414f, 1 / 3f}, within(1e-6f));
    }
  }
}
