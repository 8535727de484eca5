package dev.lethe.scenarios.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, nominal and missing values of tables. */
class TableValuesTest {
  @TempDir Path directory;

  @Test
  void shouldReadSparseArffWithQuotesAndMissingValues() throws IOException {
    // Given
    Path file =
        tables()
            .write(
                "t.arff",
                "@relation r\n@attribute a numeric\n@attribute k {'x, y',z}\n"
                    + "@attribute c {no,'oh yes'}\n@data\n{}\n{1 z, 2 'oh yes'}\n{0 ?,2 \"oh yes\"}\n");
    // When
    Dataset read = Tables.load(file, Tables.options("last", Header.AUTO, Missing.MEAN));
    // Then
    assertThat(Tables.labels(read)).containsExactly(0, 1, 1);
    assertThat(Tables.floats(read, 0)).containsExactly(0, 0);
    assertThat(Tables.floats(read, 1)).containsExactly(0, 1);
    Path twice = tables().write("twice.arff", Files.readString(file) + "{0 1,0 2}\n");
    assertThatThrownBy(() -> Tables.load(twice, Tables.options("last", Header.AUTO, Missing.MEAN)))
        .hasMessageContaining("line 9: got '0 2', expected an index from 0 to 2, given once");
  }

  @Test
  void shouldRefuseNominalValuesThatAreNotDeclared() throws IOException {
    Path file =
        tables()
            .write("t.arff", "@relation r\n@attribute k {a,b}\n@attribute c {x,y}\n@data\n1,x\n");
    assertThatThrownBy(() -> Tables.load(file))
        .hasMessage(file + ", line 5: got '1' in column 1 ('k'), expected one of a, b");
  }

  @Test
  void shouldKeepNominalNumbersInAnySpelling() throws IOException {
    Path file =
        tables()
            .write(
                "t.arff",
                "@relation r\n@attribute k {10,5}\n@attribute c {x,y}\n@data\n5.0,x\n10,y\n");
    assertThat(Tables.floats(Tables.load(file), 0)).containsExactly(5);
    assertThat(Tables.floats(Tables.load(file), 1)).containsExactly(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "", "NaN", "NA", "n/a", "null"})
  void shouldTreatMissingValuesAsConfigured(String cell) throws IOException {
    // Given
    Path file =
        tables().write("t.csv", "x,z,class\n1,1,a\n%s,1,b\n6,1,a\n2,1,%s\n".formatted(cell, cell));
    // When
    Dataset mean = Tables.load(file, Tables.options("class", Header.AUTO, Missing.MEAN));
    Dataset skip = Tables.load(file, Tables.options("class", Header.AUTO, Missing.SKIP));
    // Then
    assertThat(Tables.floats(mean, 1)).as("mean of the rows before").containsExactly(1, 1);
    assertThat(Tables.labels(mean)).containsExactly(0, 1, 0);
    assertThat(Tables.summary(mean))
        .contains("skipped rows: 1 without a class", "missing values: 1 replaced");
    assertThat(Tables.labels(skip)).containsExactly(0, 0);
    assertThat(Tables.summary(skip))
        .contains("skipped rows: 1 with missing values, 1 without a class");
    assertThatThrownBy(() -> Tables.load(file)).hasMessageContaining("line 3: got a missing value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1f", "1d", "0x1p3", "Infinity", "1e99"})
  void shouldRefuseWhatOnlyJavaCallsANumber(String cell) throws IOException {
    Path file = tables().write("t.csv", Tables.REFERENCE + cell + ",2,0\n");
    assertThatThrownBy(() -> Tables.load(file)).hasMessageContaining("line 4: got '" + cell + "'");
  }

  @Test
  void shouldGiveAMissingNominalValueAPositionOfItsOwn() throws IOException {
    Path file =
        tables()
            .write(
                "t.arff",
                "@relation r\n@attribute k {a,b}\n@attribute c {x,y}\n@data\na,x\n?,y\nb,x\n");
    Dataset read = Tables.load(file, Tables.options("c", Header.AUTO, Missing.ZERO));
    assertThat(Tables.floats(read, 1)).containsExactly(2);
  }

  private Tables tables() {
    return new Tables(directory);
  }
}
