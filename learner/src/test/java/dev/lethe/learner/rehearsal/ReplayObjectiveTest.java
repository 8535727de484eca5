package dev.lethe.learner.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Rehearsal;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objectives of rehearsals and their gradients, for softmax regression with three classes. */
class ReplayObjectiveTest {
  private final Kit kit = new Kit("mlp(hidden=0)", "naive", 2, 3);

  @AfterEach
  void close() {
    kit.close();
  }

  private static Example example(float[] row, int label) {
    return new Example("e", 0, new Features.Floats(row), label, null, Role.LEARN);
  }

  /** Returns a step on given rows; the first ones are fresh. */
  private Objective objective(Rehearsal part, Step fresh, float[][] rows, int... labels) {
    Step drawn = kit.step(rows, labels);
    Step step = new Step(1, 0, fresh.fresh(), kit.context().model(), drawn.batch(), drawn.scope());
    step.setForward(drawn.inputs(), drawn.forward(), drawn.logits());
    RowBatch batch = drawn.batch();
    Objective objective =
        new Objective(step.logits(), batch, new float[batch.rows() * 3], row -> null);
    part.objective(step, objective);
    return objective;
  }

  @Test
  void shouldNotLowerOldClassesByFreshRowsWhenAsymmetric() {
    // Given: classes 0 and 1 were seen, class 2 is fresh, an example of class 0 is in memory
    var part = new AsymmetricReplay(Kit.part("er-ace(memory=1,batch=1)"), kit.context());
    kit.context().classes().addSeen(0);
    kit.context().classes().addSeen(1);
    Step past = kit.step(new float[][] {{1, 0}}, 0);
    part.store(past, List.of(example(new float[] {1, 0}, 0)));
    Step fresh = kit.step(new float[][] {{0, 1}}, 2);
    RowBatch room = new RowBatch(2, 2);
    room.add((target, from) -> target[from + 1] = 1, 2, 0);
    part.draw(new Step(1, 0, 1, kit.context().model(), room, kit.context().owner()));
    assertThat(room.rows()).isEqualTo(2);
    assertThat(room.label(1)).isZero();

    // When
    float[] gradients = objective(part, fresh, new float[][] {{0, 1}, {1, 0}}, 2, 0).gradients();

    // Then: no gradient from the fresh row (only its own class is allowed), all from the replayed
    // row
    assertThat(gradients[0]).isZero();
    assertThat(gradients[1]).isZero();
    assertThat(gradients[3]).isNegative();
    assertThat(gradients[4]).isPositive();
    assertThat(gradients[5]).isPositive();
  }

  @Test
  void shouldPullTowardsTheStoredLogitsWhenDark() {
    // Given: z = (0, 0, 0) is stored for x = (1, 0)
    kit.set(0, 0, 0, 0, 0, 0, 0);
    var part = DarkReplay.der(Kit.part("der(memory=1,batch=1,alpha=0.5)"), kit.context());
    part.store(kit.step(new float[][] {{1, 0}}, 0), List.of(example(new float[] {1, 0}, 0)));
    Step fresh = kit.step(new float[][] {{0, 1}}, 1);
    RowBatch room = new RowBatch(2, 2);
    room.add((target, from) -> target[from + 1] = 1, 1, 0);
    part.draw(new Step(1, 0, 1, kit.context().model(), room, kit.context().owner()));

    // When: z = (3, 0, −3) there
    kit.set(0, 3, 0, 0, 0, -3, 0);
    Objective objective = objective(part, fresh, new float[][] {{0, 1}, {1, 0}}, 1, 0);

    // Then: α · mean over 3 of (9, 0, 9) = 3; gradients 2 α (z − z′)/3
    assertThat(objective.terms().get("logits")).isCloseTo(3, within(1e-6));
    assertThat(objective.gradients()[3]).isCloseTo(1, within(1e-6f));
    assertThat(objective.gradients()[4]).isZero();
    assertThat(objective.gradients()[5]).isCloseTo(-1, within(1e-6f));
  }

  /** Returns the terms of a step on one fresh row of class 0 and two replayed of class 1, p = ⅓. */
  private Objective mixed(String mix, int window) {
    kit.set(0, 0, 0, 0, 0, 0, 0);
    kit.set(1, 0, 0, 0);
    var er = ExperienceReplay.uniform(Kit.part("er(mix=" + mix + ")"), kit.context());
    Step all = kit.stepIn(window, new float[][] {{1, 0}, {0, 1}, {0, 1}}, 0, 1, 1);
    Step step = new Step(1, window, 1, kit.context().model(), all.batch(), all.scope());
    step.setForward(all.inputs(), all.forward(), all.logits());
    Objective objective = new Objective(step.logits(), all.batch(), new float[9], row -> null);
    er.objective(step, objective);
    return objective;
  }

  @Test
  void shouldWeightFreshAndReplayedRowsByMix() {
    // When, Then: the loss of every row is log 3, so a term is log 3 times its weight
    assertTerms(mixed("concat", 3), 1 / 3.0, 2 / 3.0);
    assertTerms(mixed("sum", 3), 1, 1);
    // the fourth window
    assertTerms(mixed("windows", 3), 0.25, 0.75);
    assertTerms(mixed("windows", 0), 1, 0);
    // ∂/∂z of the first replayed row: ¾ · ½ · (⅓, ⅓ − 1, ⅓)
    assertThat(Arrays.copyOfRange(mixed("windows", 3).gradients(), 3, 6))
        .containsExactly(new float[] {0.125f, -0.25f, 0.125f}, within(1e-6f));
  }

  private static void assertTerms(Objective objective, double fresh, double replayed) {
    assertThat(objective.terms().get("fresh")).isCloseTo(fresh * Math.log(3), within(1e-6));
    assertThat(objective.terms().get("replay")).isCloseTo(replayed * Math.log(3), within(1e-6));
  }
}
