package dev.lethe.scenarios.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row numbers in the first column: left out with a message, or at least a warning. */
class IndexColumnTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", "Unnamed: 0", "id", "ID", "index", "row_id"})
  void shouldLeaveOutAnIndex(String name) throws IOException {
    // When
    Dataset read = tables().read(name + ",a,b,class\n17,1.5,2,0\n3,2.5,-3,1\n8,3,4,0\n");
    // Then
    assertThat(read.features()).isEqualTo(2);
    assertThat(Tables.floats(read, 1)).containsExactly(2.5f, -3);
    assertThat(Tables.summary(read))
        .anyMatch(line -> line.matches("left out: column 1.*, since it only numbers the rows"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b,class,id\n1.5,2,0,17\n2.5,-3,1,3\n3,4,0,8\n",
        "a,b,class,id\n1.5,2,0,1700000001\n2.5,-3,1,1700000002\n3,4,0,1700000003\n",
        "a,Row ID,b,class\n1.5,17,2,0\n2.5,3,-3,1\n3,8,4,0\n",
        "class,id,a,b\n0,17,1.5,2\n1,3,2.5,-3\n0,8,3,4\n"
      })
  void shouldLeaveOutANamedIndexInAnyPlace(String text) throws IOException {
    // When
    Dataset read = tables().read(text);
    // Then
    assertThat(read.features()).isEqualTo(2);
    assertThat(Tables.floats(read, 1)).containsExactly(2.5f, -3);
    assertThat(Tables.summary(read))
        .anyMatch(line -> line.matches("left out: column [24] .*, since it only numbers the rows"));
  }

  @Test
  void shouldLeaveOutTheJoinedIndexesOfSeveralFrames() throws IOException {
    assertThat(tables().read(",a,b,class\n0,1.5,2,0\n1,2,3,1\n0,3,4,0\n").features()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,a,class\n7,1.5,0\n7,2,1\n8,3,0\n",
        ",a,class\n0.5,1.5,0\n1,2,1\n2,3,0\n",
        "größe,a,class\n1,1.5,0\n2,2,1\n3,3,0\n"
      })
  void shouldKeepAFirstColumnThatIsNoIndex(String text) throws IOException {
    Dataset read = tables().read(text);
    assertThat(read.features()).isEqualTo(2);
    assertThat(Tables.summary(read)).hasSize(2);
  }

  @Test
  void shouldKeepTheOnlyFeature() throws IOException {
    assertThat(tables().read("id,class\n1,0\n2,1\n").features()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "t,a,class\n"})
  void shouldWarnWhenAFirstColumnOfAnotherNameCountsTheRows(String header) throws IOException {
    // Given
    var text = new StringBuilder(header);
    for (int row = 0; row < 20; row++) {
      text.append(row).append(",0.5,").append(row % 2).append('\n');
    }
    // When
    Dataset read = tables().read(text.toString());
    // Then
    assertThat(read.features()).isEqualTo(2);
    assertThat(Tables.summary(read))
        .anyMatch(line -> line.startsWith("warning: column 1") && line.contains("counts the rows"));
  }

  private Tables tables() {
    return new Tables(directory);
  }
}
