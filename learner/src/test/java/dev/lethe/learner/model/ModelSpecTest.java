package dev.lethe.learner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ModelSpecTest {
  @Test
  void shouldReadHiddenLayers() {
    // When, Then
    assertThat(ModelSpec.parse("mlp(hidden=20:30)").hidden()).containsExactly(20, 30);
    assertThat(ModelSpec.parse("mlp")).hasToString("mlp(activation=relu,hidden=100:100)");
  }

  @Test
  void shouldHaveNoHiddenLayerWhenSizesAreEmptyOrZero() {
    // When, Then
    assertThat(ModelSpec.parse("mlp(hidden=)")).isEqualTo(ModelSpec.parse("mlp(hidden=0)"));
    assertThat(ModelSpec.parse("mlp(hidden=)")).hasToString("mlp(activation=relu,hidden=0)");
  }

  @Test
  void shouldRefuseWhatIsNoModel() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelSpec.parse("mpl"))
        .withMessage("model: seen 'mpl', wanted mlp; did you mean 'mlp'?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelSpec.parse("mlp(activation=tanh)"))
        .withMessage("mlp.activation: seen 'tanh', wanted one of relu");
  }
}
