package dev.lethe.learner.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Torch;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.Vocabulary;
import dev.lethe.learner.part.Optimizer;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private final NDManager owner = Torch.open();
  private final NDArray theta = owner.create(new float[] {1f, -2f});
  private final NDArray other = owner.create(new float[] {3f});

  @AfterEach
  void close() {
    owner.close();
  }

  @Test
  void shouldStepAgainstTheGradientWhenSgd() {
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
  void shouldCorrectBothMomentsWhenAdam() {
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
  void shouldDescribeMomentsWhenAdam() {
    // Given
    Part part = new Vocabulary("t", List.of(Adam.DEFINITION)).parse("adam").get(0);
    Optimizer adam = Adam.adam(part, context());
    byte[] before = digest(adam);

    // When
    update(adam, new float[] {1f, 1f}, 1f);

    // Then
    assertThat(digest(adam)).isNotEqualTo(before);
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
