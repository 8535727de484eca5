package dev.lethe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.HoldoutResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnWithoutKafkaTest {
  @Test
  void shouldForgetWithoutRehearsalAndRememberWithIt() {
    // When
    List<Evaluation> naive = LearnWithoutKafka.train("naive");
    List<Evaluation> rehearsal = LearnWithoutKafka.train("er(memory=200,batch=10)");

    // Then
    assertThat(naive).hasSize(3);
    assertThat(accuracy(naive, 0, 0)).isGreaterThan(0.9);
    assertThat(accuracy(naive, 2, 0)).isLessThan(0.2);
    assertThat(accuracy(naive, 2, 2)).isGreaterThan(0.9);
    assertThat(rehearsal).hasSize(3);
    assertThat(accuracy(rehearsal, 2, 0)).isGreaterThan(0.9);
    assertThat(accuracy(rehearsal, 2, 1)).isGreaterThan(0.9);
  }

  @Test
  void shouldPrintARowPerWindowOfEachMethod() {
    // Given
    PrintStream console = System.out;
    var printed = new ByteArrayOutputStream();

    // When
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      LearnWithoutKafka.main(new String[0]);
    } finally {
      System.setOut(console);
    }

    // Then
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .hasSize(8)
        .startsWith("naive")
        .contains("er(memory=200,batch=10)")
        .filteredOn(line -> line.startsWith("  after window 2:"))
        .hasSize(2)
        .allMatch(line -> line.contains("task-0") && line.contains("task-2"));
  }

  @Test
  void shouldBeTheExampleOfTheDocumentation() throws IOException {
    // Given
    String page = Files.readString(Path.of("../../docs/installation.md"));
    String source =
        Files.readString(Path.of("src/main/java/dev/lethe/examples/LearnWithoutKafka.java"));

    // When
    String begin = "```java\n";
    int start = page.indexOf(begin) + begin.length();
    String code = page.substring(start, page.indexOf("```", start));

    // Then
    assertThat(code.lines()).hasSize(20);
    assertThat(source).contains(code);
  }

  private static double accuracy(List<Evaluation> rows, int row, int column) {
    HoldoutResult result = rows.get(row).results().get(column);
    return (double) result.correct() / result.examples();
  }
}
