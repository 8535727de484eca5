package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lethe.learner.export.Elements;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.export.Safetensors;
import dev.lethe.learner.network.Logits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported parameters, loaded into PyTorch by {@code examples/pytorch}. */
class PyTorchExportTest {
  private static final Path EXAMPLE = Path.of("../examples/pytorch");
  private static final String ENCODER =
      "src/test/resources/dev/lethe/learner/model/custom/encoder.pt";
  private static final String PYTHON =
      Optional.ofNullable(System.getenv("LETHE_PYTHON")).orElse("python3");

  @TempDir Path directory;

  @Test
  void shouldGiveEqualLogitsInPyTorch() throws Exception {
    requirePyTorch();
    // Given
    List<String> command = new ArrayList<>(List.of(PYTHON, check()));
    for (String[] each : samples()) {
      command.add(export(each[0], each[1]).toString());
    }

    // When
    Path log = directory.resolve("log");
    int code = run(command, log);

    // Then
    assertThat(code).as(Files.readString(log)).isZero();
    assertThat(Files.readAllLines(log)).hasSize(samples().size()).allMatch(l -> l.endsWith("ok"));
  }

  private static List<String[]> samples() {
    List<String[]> samples = new ArrayList<>();
    for (String model :
        List.of(
            "mlp(hidden=0)",
            "mlp(hidden=12:8,bias=false)",
            "cnn(input=1x4x4,channels=4:5,hidden=6)",
            "cnn(input=4x2x2,channels=3,hidden=0)",
            "resnet18-slim(input=1x4x4,width=4)",
            "resnet18-slim(input=1x4x4,width=4,norm=group)",
            "tabular(hidden=0)",
            "tabular(categorical=15x3,hidden=12)",
            "script(hidden=6,file=" + ENCODER + ")")) {
      samples.add(new String[] {model, "naive"});
      samples.add(new String[] {model, "naive+crelu+cosine"});
    }
    for (String method :
        List.of(
            "leaky-relu(slope=0.2)",
            "tanh",
            "gelu",
            "kwta(share=0.4)",
            "kwta(before=gelu,share=0.6)+pairwise+adam(lr=0.01)",
            "ash",
            "ash(gate=hard,z=1)",
            "hard-ash(z=0)",
            "slda(refresh=7)",
            "er(memory=50)+ncm(refresh=7)",
            "er(memory=50)+mean-teacher(serve=true)",
            "er(memory=50)+cls")) {
      samples.add(new String[] {"mlp(hidden=12:10)", method});
    }
    samples.add(new String[] {"resnet18-slim(input=1x4x4,width=4)", "kwta(share=0.4)"});
    return samples;
  }

  private Path export(String model, String method) throws IOException {
    LearnerSpec spec = ExportSamples.spec(model, method, 3);
    Path target =
        Files.createDirectories(
            directory.resolve((model + " " + method).replaceAll("[^A-Za-z0-9.]+", "-")));
    try (Learning learning = ExportSamples.trained(spec)) {
      write(
          target.resolve("model.safetensors"),
          ExportSamples.served(learning),
          ExportSamples.metadata(spec, learning));
      write(target.resolve("expected.safetensors"), expected(spec, learning), new TreeMap<>());
    }
    return target;
  }

  private static List<NamedArray> expected(LearnerSpec spec, Learning learning) {
    Logits logits = ExportSamples.predictions(spec, learning);
    long[] predicted = new long[ExportSamples.ROWS];
    for (int row = 0; row < predicted.length; row++) {
      predicted[row] = logits.predicted(row);
    }
    return List.of(
        matrix("rows", ExportSamples.FEATURES, ExportSamples.rows(spec)),
        matrix("logits", ExportSamples.CLASSES, ExportSamples.values(logits)),
        NamedArray.of("predicted", predicted, 1));
  }

  private static NamedArray matrix(String name, long columns, float[] values) {
    return new NamedArray(
        name, List.of((long) ExportSamples.ROWS, columns), new Elements.Floats(values));
  }

  private static void write(Path file, List<NamedArray> arrays, TreeMap<String, String> metadata)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      Safetensors.write(arrays, metadata, out);
    }
  }

  private static String check() throws Exception {
    return Path.of(PyTorchExportTest.class.getResource("export/check.py").toURI()).toString();
  }

  private void requirePyTorch() throws Exception {
    String missing =
        "PyTorch: got none in %s, expected an interpreter with the libraries of %s/requirements.txt in python3 or LETHE_PYTHON"
            .formatted(PYTHON, EXAMPLE);
    boolean present;
    try {
      present =
          run(List.of(PYTHON, "-c", "import torch, safetensors"), directory.resolve("import")) == 0;
    } catch (IOException e) {
      present = false;
    }
    if (!present) {
      System.err.println("skipped: " + missing); // Maven does not print the reason of an assumption
    }
    assumeTrue(present, missing);
  }

  private static int run(List<String> command, Path log) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", EXAMPLE.toAbsolutePath().toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("PYTHONWARNINGS", "ignore");
    return builder.redirectOutput(log.toFile()).start().waitFor();
  }
}
