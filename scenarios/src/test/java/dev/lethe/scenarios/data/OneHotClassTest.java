package dev.lethe.scenarios.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes with a column per value, of which the reader can take only one. */
class OneHotClassTest {
  @TempDir Path directory;

  @Test
  void shouldWarnWhenColumnsBesideTheClassTellIt() throws IOException {
    // When
    Dataset read = tables().read("a,c0,c1,c2\n" + rows("%1$d.5,%2$d,%3$d,%4$d\n"));
    // Then
    assertThat(Tables.summary(read))
        .anyMatch(
            line ->
                line.contains("warning: column 2 ('c0') to column 4 ('c2') hold exactly one 1"));
  }

  @Test
  void shouldNotWarnOfOtherColumnsOfZerosAndOnes() throws IOException {
    // Given: one row without a 1
    Dataset other = tables().read("a,c0,c1,c2\n" + rows("%1$d.5,%2$d,%3$d,%4$d\n") + "1.5,0,0,0\n");
    Dataset text = tables().read("c0,c1,class\n" + rows("%2$d,%3$d,k%4$d\n"));
    // Then
    assertThat(Tables.summary(other)).noneMatch(line -> line.contains("exactly one 1"));
    assertThat(Tables.summary(text)).noneMatch(line -> line.contains("exactly one 1"));
  }

  private static String rows(String format) {
    return IntStream.range(0, 12)
        .mapToObj(
            i -> format.formatted(i, i % 3 == 0 ? 1 : 0, i % 3 == 1 ? 1 : 0, i % 3 == 2 ? 1 : 0))
        .collect(Collectors.joining());
  }

  private Tables tables() {
    return new Tables(directory);
  }
}
