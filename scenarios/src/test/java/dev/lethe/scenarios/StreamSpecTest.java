package dev.lethe.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.scenarios.data.DatasetSpec;
import dev.lethe.scenarios.data.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamSpecTest {
  private static final ScenarioOptions SMALL =
      ScenarioOptions.builder().perTask(4).evaluatePerTask(2).build();

  @Test
  void shouldCreateTheStreamOfItsParts() {
    // Given
    var glyphs =
        new DatasetSpec(
            "glyphs", Optional.empty(), 2, OptionalInt.of(500), false, TableOptions.DEFAULT);
    // When
    ExampleStream stream = new StreamSpec(glyphs, "split", SMALL).stream(3);
    // Then
    assertThat(stream.dataset().shape()).containsExactly(32, 32);
    assertThat(stream.dataset().test().size()).isEqualTo(500);
    assertThat(stream.tasks()).hasSize(5).contains(new TaskSize("0-1", 4, 2));
  }

  @Test
  void shouldUseItsSeedForDataAndOrder() {
    // Given
    var glyphs =
        new DatasetSpec(
            "glyphs", Optional.empty(), 0, OptionalInt.empty(), false, TableOptions.DEFAULT);
    var spec = new StreamSpec(glyphs, "split", SMALL);
    // When
    String one = Fixtures.digest(spec.stream(1));
    // Then
    assertThat(Fixtures.digest(spec.stream(1))).isEqualTo(one);
    assertThat(Fixtures.digest(spec.stream(2))).isNotEqualTo(one);
  }

  @Test
  void shouldRejectASequenceInScenariosWithTasks(@TempDir Path directory) throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("t.csv"), "1,0\n2,1\n");
    var table =
        new DatasetSpec(
            "csv", Optional.of(file), 0, OptionalInt.empty(), false, TableOptions.DEFAULT);
    // Then
    assertThatThrownBy(() -> new StreamSpec(table, "split", SMALL).stream(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "scenario: got 'split', expected 'as-is': csv is a sequence without test examples");
    assertThat(new StreamSpec(table, "as-is", SMALL).stream(1).size()).isEqualTo(2);
  }
}
