package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.TorchEngine;
import dev.lethe.learner.export.Elements;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.export.Safetensors;
import dev.lethe.learner.export.SafetensorsReader;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.LearnerContext;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.stream.LearnerListener;
import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerParametersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mlp(hidden=12:8) | naive | 0.weight 0.bias 2.weight 2.bias 4.weight 4.bias",
        "mlp(hidden=12,bias=false) | cosine | 0.weight 2.weight",
        "cnn(input=1x4x4,channels=4:5,hidden=6) | naive | 0.weight 0.bias 3.weight 3.bias"
            + " 7.weight 7.bias 9.weight 9.bias",
        "tabular(categorical=14x2:15x3,hidden=12) | naive | embeddings.0.weight"
            + " embeddings.1.weight layers.0.weight layers.0.bias layers.2.weight layers.2.bias"
            + " mean deviation",
        "block(name=residual) | naive | block.01Linear_weight block.01Linear_bias"
            + " block.02ParallelBlock_02SequentialBlock_01LayerNorm_gamma"
            + " block.02ParallelBlock_02SequentialBlock_01LayerNorm_beta"
            + " block.02ParallelBlock_02SequentialBlock_02Linear_weight"
            + " block.02ParallelBlock_02SequentialBlock_02Linear_bias layers.0.weight layers.0.bias",
        "mlp(hidden=12) | kwta+pairwise | 0.weight 0.bias 2.weight 2.pairs"
      })
  void shouldNameParametersAsPyTorchDoes(String model, String method, String names) {
    List<String> expected = List.of(names.split(" "));
    try (var learner =
        new Learner(ExportSamples.spec(model, method, 3), new LearnerListener() {})) {
      assertThat(learner.parameters()).extracting(NamedArray::name).isEqualTo(expected);
    }
  }

  @Test
  void shouldNameTheResNetAsItsReferenceImplementation() {
    var spec = ExportSamples.spec("resnet18-slim(input=1x4x4,width=2)", "naive", 3);
    try (var learner = new Learner(spec, new LearnerListener() {})) {
      List<String> names = learner.parameters().stream().map(NamedArray::name).toList();
      // 20 convolutions, 20 normalisations of four arrays each, and the head
      assertThat(names)
          .hasSize(20 + 20 * 4 + 2)
          .doesNotHaveDuplicates()
          .startsWith("conv1.weight", "bn1.weight", "bn1.bias", "layer1.0.conv1.weight")
          .contains(
              "bn1.running_mean",
              "bn1.running_var",
              "layer2.0.shortcut.0.weight",
              "layer2.0.shortcut.1.running_var",
              "layer4.1.conv2.weight",
              "linear.weight",
              "linear.bias");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlp(hidden=12:8)",
        "cnn(input=1x4x4,channels=4:5,hidden=6)",
        "resnet18-slim(input=1x4x4,width=2,norm=group)"
      })
  void shouldGiveTheSameLogitsBitForBitInAFreshModel(String expression) throws Exception {
    // Given
    LearnerSpec spec = ExportSamples.spec(expression, "naive", 3);
    float[] logits;
    var file = new ByteArrayOutputStream();
    try (Learning learning = ExportSamples.trained(spec)) {
      logits = ExportSamples.values(ExportSamples.predictions(spec, learning));
      Safetensors.write(learning.assembly().parameters(), new TreeMap<>(), file);
    }
    var read = new SafetensorsReader(file.toByteArray());

    // When
    float[] again;
    try (NDManager manager = TorchEngine.newManager()) {
      Model fresh =
          LearningParts.of(
                  spec.method(),
                  spec.model(),
                  new LearnerContext(
                      ExportSamples.FEATURES,
                      ExportSamples.CLASSES,
                      5,
                      new RandomStreams(77),
                      manager))
              .model();
      for (int i = 0; i < fresh.parameters().size(); i++) {
        fresh.parameters().get(i).set(read.floats(fresh.specs().get(i).name()));
      }
      NDArray rows =
          manager
              .create(ExportSamples.rows(spec))
              .reshape(ExportSamples.ROWS, ExportSamples.FEATURES)
              .duplicate();
      again = fresh.forward(rows, fresh.parameters()).logits().toFloatArray();
    }

    // Then
    assertThat(again).isEqualTo(logits);
  }

  @Test
  void shouldServeTheTeacherIfItPredicts() {
    // Given
    var teacher = ExportSamples.spec("mlp(hidden=12)", "er(memory=50)+cls(stable=0.9)", 3);
    var alone = ExportSamples.spec("mlp(hidden=12)", "er(memory=50)", 3);

    // When, Then
    try (Learning learning = ExportSamples.trained(teacher)) {
      List<NamedArray> trained = learning.assembly().parameters();
      List<NamedArray> served = learning.assembly().servedParameters().orElseThrow();
      assertThat(served).extracting(NamedArray::name).isEqualTo(names(trained));
      assertThat(floats(served.get(0))).isNotEqualTo(floats(trained.get(0)));
    }
    try (Learning learning = ExportSamples.trained(alone)) {
      assertThat(learning.assembly().servedParameters()).isEmpty();
    }
  }

  @Test
  void shouldNotChangeTheLearnerByCopyingItsParameters() {
    try (var learner =
        new Learner(ExportSamples.spec("mlp(hidden=12)", "naive", 3), new LearnerListener() {})) {
      // Given
      byte[] digest = learner.digest();

      // When
      floats(learner.parameters().get(0))[0] = 99;
      learner.trainedClasses().set(2);

      // Then
      assertThat(learner.digest()).isEqualTo(digest);
      assertThat(learner.trainedClasses()).isEqualTo(new BitSet());
    }
  }

  private static List<String> names(List<NamedArray> arrays) {
    return arrays.stream().map(NamedArray::name).toList();
  }

  private static float[] floats(NamedArray array) {
    return ((Elements.Floats) array.elements()).values();
  }
}
