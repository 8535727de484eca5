package dev.lethe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.run.Metric;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  @TempDir Path directory;

  @Test
  void shouldRefuseATableWithoutClassesInOneSentence() throws IOException {
    // Given
    Path table = Files.writeString(directory.resolve("t.csv"), "1,0.5\n2,1.5\n3,2.25\n");
    var err = new StringWriter();
    // When
    int code =
        Launcher.commandLine(new RunCommand())
            .setErr(new PrintWriter(err, true))
            .execute("--dataset=csv", "--scenario=as-is", "--data-dir=" + table);
    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().strip().lines())
        .singleElement()
        .asString()
        .startsWith("bench/run: " + table + ": got real-valued targets")
        .contains("--label-column");
  }

  @Test
  @DisplayName("arff-mixed-nominal")
  void shouldLearnALabelThatDependsOnNamesAndDigits() throws IOException {
    // Given
    var rows =
        new StringBuilder(
            "@relation r\n@attribute doors {two,four,1,0}\n@attribute b numeric\n"
                + "@attribute class {no,yes}\n@data\n");
    for (int i = 0; i < 500; i++) {
      rows.append("two,0.5,yes\nfour,0.5,no\n1,0.5,yes\n0,0.5,no\n");
    }
    Path table = Files.writeString(directory.resolve("t.arff"), rows);
    var protocol =
        new Protocol(
            Map.of(
                "dataset", "csv",
                "scenario", "as-is",
                "model", "tabular",
                "holdout-share", "0.2",
                "windows", "count(n=500)"));
    // When
    var result = protocol.trial("naive", Optional.of(table)).run(1);
    // Then
    assertThat(result.value(Metric.CLASS).orElseThrow()).isEqualTo(1);
  }
}
