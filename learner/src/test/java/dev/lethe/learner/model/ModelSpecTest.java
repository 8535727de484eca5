package dev.lethe.learner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSpecTest {
  @Test
  void shouldParseHiddenLayers() {
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
  void shouldRejectInvalidModels() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelSpec.parse("mpl"))
        .withMessageContaining("did you mean 'mlp'?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelSpec.parse("mlp(init=zero)"))
        .withMessage("mlp.init: got 'zero', expected one of xavier, kaiming, he, he-all, pytorch");
  }

  @Test
  void shouldDistinguishModelsByTheContentOfTheirFile(@TempDir Path folder) throws IOException {
    // Given
    Path file = Files.write(folder.resolve("encoder.pt"), new byte[] {97, 98, 99});
    ModelSpec model = ModelSpec.parse("script(file=" + file + ")");

    // When, Then: SHA-256 of "abc", of FIPS 180-2
    assertThat(model.files())
        .isEqualTo(
            Map.of("file", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    Files.write(file, new byte[] {98});
    assertThat(model.files().get("file")).doesNotStartWith("ba7816bf");
    assertThat(ModelSpec.parse("mlp").files()).isEmpty();
  }
}
