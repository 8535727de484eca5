package dev.lethe.learner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ModelSpecTest {
  @Test
  void shouldReadHiddenLayers() {
    // When, Then
    assertThat(ModelSpec.parse("mlp(hidden=20:30)").part().sizes("hidden")).containsExactly(20, 30);
    assertThat(ModelSpec.parse("mlp")).hasToString("mlp(bias=true,hidden=100:100,init=xavier)");
  }

  @Test
  void shouldHaveNoHiddenLayerWhenSizesAreEmptyOrZero() {
    // When, Then
    assertThat(ModelSpec.parse("mlp(hidden=)")).isEqualTo(ModelSpec.parse("mlp(hidden=0)"));
    assertThat(ModelSpec.parse("mlp(hidden=)")).hasToString("mlp(bias=true,hidden=0,init=xavier)");
  }

  @Test
  void shouldRefuseWhatIsNoModel() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelSpec.parse("mpl"))
        .withMessageContaining("did you mean 'mlp'?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelSpec.parse("mlp(init=zero)"))
        .withMessage("mlp.init: seen 'zero', wanted one of xavier, kaiming, he, he-all, pytorch");
  }
}
