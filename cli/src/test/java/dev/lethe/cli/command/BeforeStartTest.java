package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that are refused, and data sets that are described, before anything starts. */
class BeforeStartTest {
  private final Invocation lethe = new Invocation();

  @Test
  void shouldSuggestTheNearestMethodWhenUnknown() {
    assertThat(lethe.run("demo", "--exit", "--method", "err(memory=5)")).isEqualTo(2);
    assertThat(lethe.err()).contains("method: got 'err'").contains("did you mean 'er'");
  }

  @Test
  void shouldSuggestTheNearestKeyWhenUnknown() {
    assertThat(lethe.run("demo", "--exit", "--method", "er(memroy=5)")).isEqualTo(2);
    assertThat(lethe.err()).contains("memroy").contains("did you mean 'memory'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"demo --exit", "up", "train --features=8 --classes=4", "compare --out=none"})
  void shouldRejectTheSameMethodTwice(String command) {
    // Given: two spellings of one method
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of("--method", "naive", "--method", "naive+sgd(lr=0.1)"));
    // When, then
    assertThat(lethe.run(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(lethe.err()).contains("method: got 'naive+sgd(lr=0.1)' twice");
  }

  @Test
  void shouldRejectUnknownScorecardMode() {
    assertThat(lethe.run("train", "--features=8", "--classes=4", "--scorecard=all")).isEqualTo(2);
    assertThat(lethe.err()).contains("scorecard: got 'all', expected off, stability or full");
  }

  @Test
  void shouldReportMissingDataDirectory() {
    assertThat(lethe.run("demo", "--exit", "--dataset", "mnist", "--data-dir", "no-such-dir"))
        .isNotZero();
    assertThat(lethe.err()).contains("no-such-dir");
  }

  @Test
  void shouldRejectDirectoryThatIsNotEmpty(@TempDir Path directory) throws Exception {
    // Given
    Files.writeString(directory.resolve("precious"), "x");
    // When / Then
    assertThat(lethe.run("demo", "--exit", "--port=0", "--dir", directory.toString())).isEqualTo(2);
    assertThat(lethe.err()).contains("expected an empty directory");
    assertThat(directory.resolve("precious")).exists();
  }

  @Test
  void shouldFailWhenNoDeploymentRunsInDirectory(@TempDir Path directory) {
    assertThat(lethe.run("down", "--dir", directory.toString())).isEqualTo(1);
    assertThat(lethe.err()).contains("expected the directory of a running ./lethe up");
  }

  @Test
  void shouldRefuseToExportOverAFileBeforeItConnects(@TempDir Path directory) throws Exception {
    // Given
    Path file = Files.writeString(directory.resolve("model.safetensors"), "x");
    // When / Then
    assertThat(lethe.run("export", "r@step:1", "--to=" + file)).isEqualTo(2);
    assertThat(lethe.err()).contains("to: got '" + file + "', which exists");
    assertThat(lethe.run("export", "r@step:1")).isEqualTo(2);
    assertThat(lethe.err()).contains("to: got nothing, expected a file to write");
    assertThat(lethe.run("export", "r@monday", "--to=" + file)).isEqualTo(2);
    assertThat(lethe.err()).contains("moment: got 'monday', expected window:3");
    assertThat(file).hasContent("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=99999 | port: got 99999, expected 1 to 65535, or 0 for a free port",
        "--batch-size=0 | batch.size: got '0', expected at least 1",
        "--dataset=csv | data-dir: got none, expected a CSV or ARFF file for csv",
        "--model=script | script.file: got nothing, expected the path of a TorchScript file",
        "--model=cnn(input=3x32x32) | cnn.input: got"
      })
  void shouldRejectInvalidOptionsBeforeStart(String argument, String message) {
    assertThat(lethe.run("demo", "--exit", argument)).isEqualTo(2);
    assertThat(lethe.err()).contains(message).doesNotContain("broker");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b,c | class-names: got 3 names, expected at most 2, the number of classes",
        "a,a | class-names: got 'a,a', expected different names",
        "@none | class-names: got '@none', expected a readable text file"
      })
  void shouldRejectInvalidNamesOfClassesBeforeStart(String names, String message) {
    String[] up = {"up", "--port=0", "--classes=2", "--class-names", names};
    String[] train = {
      "train",
      "--bootstrap-server=localhost:1",
      "--schema-registry-url=http://localhost:1",
      "--features=4",
      "--classes=2",
      "--class-names",
      names
    };
    for (String[] command : List.of(up, train)) {
      assertThat(lethe.run(command)).isEqualTo(2);
      assertThat(lethe.err()).contains(message).doesNotContain("broker");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "produce"})
  void shouldRefuseRealValuedTargetsInOneSentenceBeforeStart(
      String command, @TempDir Path directory) throws Exception {
    // Given
    Path table = Files.writeString(directory.resolve("t.csv"), "1,0.5\n2,1.5\n3,2.25\n");
    // When
    int code = lethe.run(command, "--dataset=csv", "--scenario=as-is", "--data-dir=" + table);
    // Then
    assertThat(code).isEqualTo(2);
    assertThat(lethe.err().strip().lines())
        .singleElement()
        .asString()
        .startsWith("lethe: " + table + ": got real-valued targets such as 0.5 in column 2")
        .contains("--label-column");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--guard=1", "--guard=30:clip=none", "--batch-size=0", "--method=err"})
  void shouldRefuseOptionsOfARunBeforeItReadsTheTable(String option, @TempDir Path directory) {
    // When: reading the table would fail
    int code =
        lethe.run(
            "demo",
            "--dataset=csv",
            "--scenario=as-is",
            "--data-dir=" + directory.resolve("none.csv"),
            option);
    // Then
    String[] typed = option.substring(2).split("=", 2);
    assertThat(code).isEqualTo(2);
    assertThat(lethe.err().strip().lines())
        .singleElement()
        .asString()
        .startsWith("lethe: %s: got '%s'".formatted(typed[0].replace('-', '.'), typed[1]));
  }

  @Test
  void shouldPrintWhatWasUnderstoodOfATable(@TempDir Path directory) throws Exception {
    // Given
    Path table = Files.writeString(directory.resolve("t.csv"), "up,x\nb,1\na,2\nb,3\n,\n");
    // When
    int code =
        lethe.run(
            "demo",
            "--dataset=csv",
            "--scenario=as-is",
            "--data-dir=" + table,
            "--label-column=up",
            "--port=99999");
    // Then
    assertThat(code).isEqualTo(2);
    assertThat(lethe.err())
        .startsWith(
            """
            lethe: t.csv: CSV, separated by commas, with a header; 3 rows, 1 feature, 2 classes in \
            column 1 ('up')
            lethe: rows per class: a (1), b (2)
            lethe: skipped rows: 1 empty
            lethe: labels: a=0, b=1; for the same labels in other files: --class-names='a,b'
            """);
  }

  @Test
  void shouldRejectPortInUseBeforeStart(@TempDir Path directory) throws Exception {
    // Given
    try (var occupied = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      // When
      int code = lethe.run("up", "--dir=" + directory, "--port=" + occupied.getLocalPort());

      // Then
      assertThat(code).isEqualTo(1);
      assertThat(lethe.err())
          .contains("port: got " + occupied.getLocalPort())
          .doesNotContain("broker and registry");
    }
  }
}
