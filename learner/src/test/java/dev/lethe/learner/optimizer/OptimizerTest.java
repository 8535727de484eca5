package dev.lethe.learner.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.lethe.learner.engine.TorchEngine;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.Vocabulary;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Optimizer;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private final NDManager owner = TorchEngine.newManager();
  private final NDArray theta = owner.create(new float[] {1f, -2f});
  private final NDArray other = owner.create(new float[] {3f});

  @AfterEach
  void close() {
    owner.close();
  }

  @Test
  void shouldStepAgainstTheGradientInSgd() {
    // Given
    Part part = new Vocabulary("t", List.of(Sgd.DEFINITION)).parse("sgd(lr=0.1)").get(0);
    Optimizer sgd = new Sgd(part, context());

    // When
    update(sgd, new float[] {0.5f, -1f}, 10f);
    update(sgd, new float[] {2f, 0f}, 10f);

    // Then: 1 - 0.1·0.5 - 0.1·2, -2 + 0.1·1, 3 - 2·0.1·10
    assertThat(theta.toFloatArray()).containsExactly(new float[] {0.75f, -1.9f}, within(1e-6f));
    assertThat(other.toFloatArray()).containsExactly(new float[] {1f}, within(1e-6f));
  }

  @Test
  void shouldCorrectTheBiasOfBothMomentsInAdam() {
    // Given
    Part part =
        new Vocabulary("t", List.of(Adam.DEFINITION))
            .parse("adam(lr=0.1,beta1=0.5,beta2=0.75,eps=0.25)")
            .get(0);
    Optimizer adam = Adam.adam(part, context());

    // When
    update(adam, new float[] {0.5f, -1f}, 0f);

    // Then: m̂ = g, √v̂ = |g|, so the change is 0.1·g / (|g| + 0.25)
    assertThat(theta.toFloatArray())
        .containsExactly(new float[] {1f - 0.0666667f, -2f + 0.08f}, within(1e-6f));

    // When
    update(adam, new float[] {2f, 0f}, 0f);

    // Then: first element  m = 0.5·0.25 + 0.5·2 = 1.125, m̂ = 1.125/0.75 = 1.5
    //                      v = 0.75·0.0625 + 0.25·4 = 1.046875, v̂ = v/0.4375 = 2.392857
    //                      change = 0.1·1.5/(1.546887 + 0.25) = 0.0834777
    //       second element m = -0.25, m̂ = -1/3; v = 0.1875, v̂ = 0.428571, √v̂ = 0.654654
    //                      change = -0.1/3/0.904654 = -0.0368464
    assertThat(theta.toFloatArray())
        .containsExactly(
            new float[] {1f - 0.0666667f - 0.0834777f, -2f + 0.08f + 0.0368464f}, within(1e-6f));
    assertThat(other.toFloatArray()).containsExactly(3f);
  }

  @Test
  void shouldSaveMomentsInAdam() {
    // Given
    Part part = new Vocabulary("t", List.of(Adam.DEFINITION)).parse("adam").get(0);
    Optimizer adam = Adam.adam(part, context());
    byte[] before = digest(adam);

    // When
    update(adam, new float[] {1f, 1f}, 1f);

    // Then
    assertThat(digest(adam)).isNotEqualTo(before);
  }

  @Test
  void shouldAccumulateVelocityInMomentum() {
    // Given
    Optimizer momentum = new Momentum(Kit.part("momentum(lr=0.1,momentum=0.5)"), context());

    // When
    update(momentum, new float[] {1f, 2f}, 0f);
    update(momentum, new float[] {1f, 0f}, 0f);

    // Then: v = 1, then 1.5: 1 − 0.1 − 0.15; v = 2, then 1: −2 − 0.2 − 0.1
    assertThat(theta.toFloatArray()).containsExactly(new float[] {0.75f, -2.3f}, within(1e-6f));
  }

  @Test
  void shouldDivideByTheRootOfAllSquaresInAdagrad() {
    // Given
    Optimizer outside = new Adagrad(Kit.part("adagrad(lr=0.1,eps=1e-10)"), context());

    // When: G = 9, then 25
    update(outside, new float[] {3f, 0f}, 0f);
    update(outside, new float[] {4f, 0f}, 0f);

    // Then: 1 − 0.1·3/3 − 0.1·4/5
    assertThat(theta.toFloatArray()).containsExactly(new float[] {0.82f, -2f}, within(1e-6f));
  }

  @Test
  void shouldScaleSquaresAndAddEpsilonInsideTheRootInAdagrad() {
    // Given
    Optimizer inside =
        new Adagrad(Kit.part("adagrad(lr=0.1,scale=0.5,eps=0.5,root=inside)"), context());

    // When: Ω = 0.5·4 = 2, √(2 + 0.5)
    update(inside, new float[] {2f, 0f}, 0f);

    // Then: 1 − 0.2/1.5811388
    assertThat(theta.toFloatArray()).containsExactly(new float[] {0.8735089f, -2f}, within(1e-6f));
  }

  @Test
  void shouldDivideByTheRootOfRecentSquaresInRmsProp() {
    // Given
    Optimizer rmsprop = new RmsProp(Kit.part("rmsprop(lr=0.1,decay=0.75,eps=1e-8)"), context());

    // When: v = 0.25·4 = 1
    update(rmsprop, new float[] {2f, 0f}, 0f);

    // Then
    assertThat(theta.toFloatArray()).containsExactly(new float[] {0.8f, -2f}, within(1e-6f));
  }

  @Test
  void shouldDecayWeightsIndependentlyOfTheGradientInAdamW() {
    // Given
    Optimizer adamw = Adam.adamW(Kit.part("adamw(lr=0.1,decay=0.5)"), context());

    // When: the first step has the length of the rate, and θ shrinks by 0.05
    update(adamw, new float[] {7f, 0f}, 0f);

    // Then
    assertThat(theta.toFloatArray()).containsExactly(new float[] {0.85f, -1.9f}, within(1e-5f));
  }

  @Test
  void shouldResetOnlyTheGivenElements() {
    // Given: two steps on both elements
    Optimizer adam = Adam.adam(Kit.part("adam(lr=0.1)"), context());
    update(adam, new float[] {5f, 5f}, 1f);
    update(adam, new float[] {-1f, -1f}, 1f);
    float[] before = theta.toFloatArray();

    // When
    adam.resetState(0, new NDIndex("{}", 0));
    update(adam, new float[] {0.3f, 0.3f}, 1f);

    // Then: the first step after a reset has the length of the rate; the other element's has not
    float[] after = theta.toFloatArray();
    assertThat(before[0] - after[0]).isCloseTo(0.1f, within(1e-5f));
    assertThat(before[1] - after[1]).isNotCloseTo(0.1f, within(1e-2f));
  }

  @Test
  void shouldActLikeANewOptimizerOnResetElementsOnly() {
    // Given: two optimizers after 200 steps, one of them with element 0 reset, and a new one
    Optimizer partlyReset = Adam.adam(Kit.part("adam(lr=0.001)"), context());
    Optimizer unchanged = Adam.adam(Kit.part("adam(lr=0.001)"), context());
    Optimizer fresh = Adam.adam(Kit.part("adam(lr=0.001)"), context());
    for (int i = 0; i < 200; i++) {
      float[] gradient = {(float) Math.sin(i), (float) Math.cos(3 * i)};
      change(partlyReset, gradient);
      change(unchanged, gradient);
    }
    partlyReset.resetState(0, new NDIndex("{}", 0));

    // When, Then
    for (int i = 0; i < 2000; i++) {
      float[] gradient = {(float) Math.cos(i), (float) Math.sin(2 * i)};
      float[] actual = change(partlyReset, gradient);
      assertThat(actual[0]).isCloseTo(change(fresh, gradient)[0], within(2e-6f));
      assertThat(actual[1]).isCloseTo(change(unchanged, gradient)[1], within(2e-6f));
    }
  }

  /** Makes a step from θ = 0 and returns the new θ. */
  private float[] change(Optimizer optimizer, float[] gradient) {
    theta.muli(0);
    update(optimizer, gradient, 0);
    return theta.toFloatArray();
  }

  @Test
  void shouldProtectParametersOfHighUtilityInUpgd() {
    // Given: θ = 1, g = −1 has utility 0.1, the maximum; θ = −2, g = −1 has utility −0.2
    Optimizer upgd =
        new UtilityPerturbedGradient(Kit.part("upgd(lr=1,beta=0.9,sigma=0,decay=0)"), context());

    // When
    update(upgd, new float[] {-1f, -1f}, 0f);

    // Then: 1 + (1 − sigmoid(1)) = 1.2689414; −2 + (1 − sigmoid(−2)) = −2 + 0.8807971
    assertThat(theta.toFloatArray())
        .containsExactly(new float[] {1.2689414f, -1.1192029f}, within(1e-5f));
  }

  private OptimizerContext context() {
    return new OptimizerContext(List.of(theta, other), new RandomStreams(1), owner);
  }

  private void update(Optimizer optimizer, float[] gradient, float otherGradient) {
    try (NDManager scope = owner.newSubManager()) {
      optimizer.update(
          List.of(theta, other),
          List.of(scope.create(gradient), scope.create(new float[] {otherGradient})),
          scope);
    }
  }

  private static byte[] digest(Optimizer optimizer) {
    return StateWriter.digest(optimizer::save);
  }
}
