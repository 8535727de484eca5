package dev.lethe.learner.model.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.Kit;
import org.junit.jupiter.api.Test;

class TabularTest {
  @Test
  void shouldComputeMeanAndVarianceOfAllRowsUpToTheHorizon() {
    // Given: a large mean, for which sums of squares would lose precision
    double[] values = {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};
    var moments = new RunningMoments(1, 100);

    // When
    for (double value : values) {
      moments.nextRow();
      moments.add(0, value);
    }

    // Then: μ = 1e9 + 10, σ² = (36 + 9 + 9 + 36) / 4 = 22.5
    assertThat(moments.standardised(0, 1e9 + 10)).isCloseTo(0, within(1e-6));
    assertThat(moments.standardised(0, 1e9 + 13)).isCloseTo(3 / Math.sqrt(22.5), within(1e-6));
  }

  @Test
  void shouldForgetRowsBeyondTheHorizon() {
    // Given
    var moments = new RunningMoments(1, 10);
    for (int i = 0; i < 500; i++) {
      moments.nextRow();
      moments.add(0, i < 250 ? 1000 : i % 2);
    }

    // When, Then: values are 0 and 1 by now
    assertThat(moments.standardised(0, 0.5)).isCloseTo(0, within(0.2));
    assertThat(moments.standardised(0, 1.5)).isCloseTo(2, within(0.4));
  }

  @Test
  void shouldStandardiseNumericAndEmbedCategoricalColumns() {
    try (Kit kit = new Kit("tabular(categorical=1x2,embedding=1,hidden=0)", "relu", 2, 2)) {
      // Given: values 0, 1 and all others embed as 10, 20 and 30; logit 0 is the sum, logit 1
      // is 0
      kit.set(0, 10, 20, 30);
      kit.set(1, 1, 1, 0, 0);

      // When, Then: a column without variance is 0
      assertThat(logit(kit, 5, 0)).isEqualTo(10);

      // When: 1 and 3 were observed, μ = 2 and σ = 1; the third row is replayed
      RowBatch rows = new RowBatch(3, 2);
      rows.add((target, from) -> target[from] = 1, 0, 0);
      rows.add((target, from) -> target[from] = 3, 0, 0);
      rows.add((target, from) -> target[from] = 900, 0, 0);
      kit.context().model().observeInputs(rows, 2);

      // Then
      assertThat(logit(kit, 5, 1)).isEqualTo(3 + 20);
      assertThat(logit(kit, -7e8f, 1)).isEqualTo(-10 + 20);
      for (float other : new float[] {2, -1, 0.5f, 3e9f}) {
        assertThat(logit(kit, 2, other)).as("category %s", other).isEqualTo(30);
      }
    }
  }

  private static float logit(Kit kit, float number, float category) {
    Model model = kit.context().model();
    NDArray inputs = kit.context().owner().create(new float[][] {{number, category}});
    return model.forward(inputs, model.parameters()).logits().toFloatArray()[0];
  }

  @Test
  void shouldUseHalfTheNumberOfValuesAsEmbeddingWidth() {
    try (Kit kit = new Kit("tabular(categorical=0x7:2x300,hidden=0)", "relu", 4, 2)) {
      // When, Then: 4 and 50, and two numeric columns
      assertThat(kit.parameter(0).getShape()).isEqualTo(new Shape(8, 4));
      assertThat(kit.parameter(1).getShape()).isEqualTo(new Shape(301, 50));
      assertThat(kit.parameter(2).getShape()).isEqualTo(new Shape(2, 56));
    }
  }

  @Test
  void shouldParseColumnsInAnyOrderAndRejectInvalidOnes() {
    // When, Then
    assertThat(ModelSpec.parse("tabular(categorical=5x12: 3x7)").part().text("categorical"))
        .isEqualTo("3x7:5x12");
    for (String wrong : new String[] {"3x7:3x8", "x7", "3", "3x0", "-1x2", "3x7:"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ModelSpec.parse("tabular(categorical=" + wrong + ")"))
          .withMessageStartingWith(
              "tabular.categorical: got '" + wrong + "', expected none, or col");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Kit("tabular(categorical=4x2)", "relu", 4, 2))
        .withMessage(
            "tabular.categorical: got column 4, expected columns below the number of "
                + "features, 4");
  }
}
