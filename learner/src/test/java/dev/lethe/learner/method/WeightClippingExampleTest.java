package dev.lethe.learner.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.expression.Vocabulary;
import dev.lethe.learner.part.Kit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WeightClippingExampleTest {
  @Test
  void shouldClipLargeWeights() {
    try (Kit kit = new Kit("mlp(hidden=0)", "naive", 2, 2)) {
      // Given
      var part =
          new Vocabulary("t", List.of(WeightClippingExample.DEFINITION))
              .parse("clip(max=0.5)")
              .get(0);
      var clipping = new WeightClippingExample(part, kit.context());
      kit.set(0, 0.25f, 2, -3, 0.5f);

      // When
      clipping.updated(kit.step(new float[][] {{1, 2}}, 0));

      // Then
      assertThat(kit.parameter(0).toFloatArray()).containsExactly(0.25f, 0.5f, -0.5f, 0.5f);
      var metrics = new TreeMap<String, Double>();
      clipping.report(metrics);
      assertThat(metrics).containsEntry("clip.clipped", 2.0);
    }
  }

  @Test
  void shouldEqualTheExampleOnThePage() throws Exception {
    // Given
    String code =
        Files.readString(
            Path.of("src/test/java/dev/lethe/learner/method/WeightClippingExample.java"));
    String page = Files.readString(Path.of("../docs/adding-a-method.md"));

    // When, Then
    assertThat(page).contains(code.substring(code.indexOf("public final class")).strip());
  }
}
