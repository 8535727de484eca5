package dev.lethe.learner.model.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomModelTest {
  private static final Path ENCODER =
      Path.of("src/test/resources/dev/lethe/learner/model/custom/encoder.pt");

  @Test
  void shouldRunABlockWithTheGivenParameters() {
    try (Kit kit = new Kit("block(name=residual)", "relu", 3, 2)) {
      // Given
      Model model = kit.context().model();
      List<NDArray> zeros =
          model.parameters().stream().map(p -> kit.context().owner().zeros(p.getShape())).toList();
      NDArray inputs = kit.context().owner().create(new float[][] {{1, 2, 3}});

      // When
      Forward own = model.forward(inputs, model.parameters());
      Forward other = model.forward(inputs, zeros);

      // Then: weights and biases of two layers, scale and shift between, head
      assertThat(model.parameters()).hasSize(8);
      assertThat(own.features().getShape()).isEqualTo(new Shape(1, 24));
      assertThat(own.logits().toFloatArray()).doesNotContain(0);
      assertThat(other.logits().toFloatArray()).containsOnly(0);
    }
  }

  @Test
  void shouldRejectAnUnknownBlockOrOneWithStatistics() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Kit("block(name=residuum)", "relu", 3, 2))
        .withMessage(
            "block.name: got 'residuum', expected one of [batch-norm, residual] on the class path");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Kit("block(name=batch-norm)", "relu", 3, 2))
        .withMessageContaining("expected no batch normalisation and no frozen parameter");
  }

  @Test
  void shouldEqualTheExampleOnThePage() throws Exception {
    // Given
    String code =
        Files.readString(
            Path.of("src/test/java/dev/lethe/learner/model/custom/ResidualBlockExample.java"));
    String page = Files.readString(Path.of("../docs/models.md"));

    // When, Then
    assertThat(page).contains(code.substring(code.indexOf("public final class")).strip());
  }

  @Test
  void shouldComputeTheFeaturesOfTheScript() throws Exception {
    // Given: tanh(W x + b) with the parameters in the file
    float[] weights = numbers("encoder/data/0");
    float[] biases = numbers("encoder/data/1");
    float[] row = new float[16];
    for (int i = 0; i < 16; i++) {
      row[i] = (float) Math.cos(i);
    }
    try (Kit kit = new Kit("script(file=" + ENCODER + ")", "relu", 16, 2)) {
      // When
      Model model = kit.context().model();
      NDArray inputs = kit.context().owner().create(new float[][] {row});
      float[] features = model.forward(inputs, model.parameters()).features().toFloatArray();

      // Then: only the head is trained
      assertThat(model.parameters())
          .map(NDArray::getShape)
          .containsExactly(new Shape(2, 12), new Shape(2));
      assertThat(features).hasSize(12);
      for (int unit = 0; unit < 12; unit++) {
        double sum = biases[unit];
        for (int i = 0; i < 16; i++) {
          sum += weights[unit * 16 + i] * row[i];
        }
        assertThat((double) features[unit]).isCloseTo(Math.tanh(sum), within(1e-6));
      }
    }
  }

  private static float[] numbers(String entry) throws Exception {
    try (ZipFile zip = new ZipFile(ENCODER.toFile())) {
      byte[] bytes = zip.getInputStream(zip.getEntry(entry)).readAllBytes();
      float[] values = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return values;
    }
  }

  @Test
  void shouldRejectAFileThatIsNotAScript(@TempDir Path folder) throws Exception {
    // Given
    Path text = Files.writeString(folder.resolve("model.pt"), "no script");

    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Kit("script(file=" + text + ")", "relu", 16, 2))
        .withMessageStartingWith("file: got '" + text + "', expected TorchScript");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Kit("script", "relu", 16, 2))
        .withMessage("script.file: got nothing, expected the path of a TorchScript file");
  }

  @Test
  void shouldRejectStateOfAnotherScript(@TempDir Path folder) throws Exception {
    // Given: the same network, whose file is a byte longer
    Path copy = folder.resolve("copy.pt");
    Files.write(copy, rewritten());
    var state = new ByteArrayOutputStream();
    try (Kit kit = new Kit("script(file=" + ENCODER + ")", "relu", 16, 2)) {
      kit.context().model().save(new StateWriter(state));
    }

    // When, Then
    try (Kit kit = new Kit("script(file=" + copy + ")", "relu", 16, 2)) {
      var in = new StateReader(new ByteArrayInputStream(state.toByteArray()));
      assertThatExceptionOfType(StateMismatchException.class)
          .isThrownBy(() -> kit.context().model().restore(in))
          .withMessageContaining("SHA-256 of the script");
    }
  }

  /** Returns the encoder with the lowest bit of its first weight flipped. */
  private static byte[] rewritten() throws Exception {
    byte[] bytes = Files.readAllBytes(ENCODER);
    byte[] name = "encoder/version".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    // the timestamp of an entry, which is not part of its content
    for (int i = bytes.length - name.length; i >= 0; i--) {
      if (java.util.Arrays.equals(bytes, i, i + name.length, name, 0, name.length)) {
        bytes[i - 34] ^= 1;
        return bytes;
      }
    }
    throw new AssertionError("no such entry");
  }
}
