package dev.lethe.learner.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.part.Exemplars;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.WindowEnd;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Model without hidden layers: the features are the two inputs; three classes. */
class NearestMeanTest {
  // classes 0, 0, 1: directions (1, 0) and (0, 1), mean (0.7071, 0.7071); (−1, 0)
  private static final float[][] ROWS = {{1, 0}, {0, 2}, {-3, 0}};
  private static final int[] LABELS = {0, 0, 1};
  private static final float[][] ASKED = {{4, 0}, {0, 5}};

  private final Kit kit = new Kit("mlp(hidden=0)", "naive", 2, 3);

  @AfterEach
  void close() {
    kit.close();
  }

  private NearestMean head(String expression, Exemplars remembered) {
    var head = new NearestMean(Kit.part(expression), kit.context().learnerContext());
    assertThat(head.parameters(2, 3, Initialisation.XAVIER, true)).hasSize(2);
    head.attach(kit.context(), Optional.ofNullable(remembered));
    return head;
  }

  private static Exemplars exemplars(float[][] rows, int... labels) {
    return new Exemplars() {
      @Override
      public int size() {
        return rows.length;
      }

      @Override
      public void copyTo(RowBatch batch, int[] slots) {
        for (int slot : slots) {
          batch.add(
              (target, from) -> System.arraycopy(rows[slot], 0, target, from, 2), labels[slot], 0);
        }
      }
    };
  }

  private float[] predictionLogits(NearestMean head) {
    try (NDManager scope = kit.context().owner().newSubManager()) {
      NDArray inputs = scope.create(ASKED);
      var forward = kit.context().model().forward(inputs, kit.context().parameters());
      return head.predictionLogits(inputs, forward, scope).toFloatArray();
    }
  }

  private static void assertMeans(float[] z) {
    // −‖φ̂ − μ‖² = 2 φ̂·μ − 2, with φ̂ = (1, 0), then (0, 1)
    assertThat(z[0]).isCloseTo(2 * 0.70710678f - 2, within(1e-5f));
    assertThat(z[1]).isCloseTo(-4, within(1e-5f));
    assertThat(z[3]).isCloseTo(2 * 0.70710678f - 2, within(1e-5f));
    assertThat(z[4]).isCloseTo(-2, within(1e-5f));
    // without exemplars
    assertThat(z[2]).isEqualTo(StatisticsHead.ABSENT);
    assertThat(z[5]).isEqualTo(StatisticsHead.ABSENT);
  }

  @Test
  void shouldPredictTheNearestMeanOfTheMemory() {
    // Given: trained rows do not count, stored rows do
    NearestMean head = head("ncm(refresh=2)", exemplars(ROWS, LABELS));
    float[] trained = predictionLogits(head);

    // When
    head.updated(kit.step(new float[][] {{9, 9}}, 2));
    float[] early = predictionLogits(head);
    head.updated(kit.step(new float[][] {{9, 9}}, 2));

    // Then: the trained logits until the second step
    assertThat(early).isEqualTo(trained);
    assertMeans(predictionLogits(head));
  }

  @Test
  void shouldRefreshAtWindowEnd() {
    // Given
    NearestMean head = head("ncm(refresh=1000)", exemplars(ROWS, LABELS));

    // When
    head.windowEnded(new WindowEnd(0, null));

    // Then
    assertMeans(predictionLogits(head));
  }

  @Test
  void shouldAverageTrainedRowsWhenOfStream() {
    // Given
    NearestMean head = head("ncm(of=stream,refresh=2)", null);

    // When
    head.updated(kit.step(new float[][] {ROWS[0], ROWS[2]}, 0, 1));
    head.updated(kit.step(new float[][] {ROWS[1]}, 0));

    // Then
    assertMeans(predictionLogits(head));
  }

  @Test
  void shouldIgnoreRowsWithoutDirection() {
    // Given: zeros, NaN and a large row
    float[][] rows = {{0, 0}, {Float.NaN, 1}, {0, 1e30f}};
    NearestMean head = head("ncm", exemplars(rows, 0, 1, 1));

    // When
    head.windowEnded(new WindowEnd(0, null));

    // Then
    float[] z = predictionLogits(head);
    assertThat(z[0]).isEqualTo(StatisticsHead.ABSENT);
    assertThat(z[1]).isCloseTo(-2, within(1e-5f));
    assertThat(z[4]).isCloseTo(0, within(1e-5f));
  }

  @Test
  void shouldRejectARehearsalWithoutMemory() {
    // Given
    MethodExpression method = MethodExpression.parse("naive+ncm").complete();
    Head head = method.head(kit.context().learnerContext());

    // When, Then
    assertThatThrownBy(() -> method.create(kit.context(), head))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ncm(of=memory): got a rehearsal without a memory")
        .hasMessageContaining("of=stream");
  }
}
