package dev.lethe.scenarios.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.scenarios.ScenarioOptions;
import dev.lethe.scenarios.StreamExample;
import dev.lethe.scenarios.StreamSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files from public complaints about comparable tools, by the name of the case. */
class TableCasesTest {
  private static final Path CASES = Path.of("src/test/resources/cases");

  @Test
  @DisplayName("second-file-new-classes")
  void shouldKeepLabelsAndDistinguishIdsOfSeveralFiles() {
    // When
    List<StreamExample> day1 = stream("second-file-new-classes/day1.csv");
    List<StreamExample> day2 = stream("second-file-new-classes/day2.csv");
    List<StreamExample> day3 = stream("second-file-new-classes/day3.csv");
    // Then
    assertThat(labels(day1)).containsExactly(0, 1);
    assertThat(labels(day2)).containsExactly(2);
    assertThat(labels(day3)).containsExactly(1, 2);
    List<StreamExample> all = new ArrayList<>(day1);
    all.addAll(day2);
    all.addAll(day3);
    assertThat(all).hasSize(180).extracting(StreamExample::id).doesNotHaveDuplicates();
    assertThat(stream("second-file-new-classes/day2.csv"))
        .extracting(StreamExample::id)
        .as("the same file has the same ids")
        .isEqualTo(day2.stream().map(StreamExample::id).toList());
  }

  @Test
  @DisplayName("wine-class-first")
  void shouldRefuseAColumnWithNearlyAsManyValuesAsRowsAndReadTheChosenOne() {
    // Given
    Dataset last = load("wine-class-first/last.csv");
    // When
    Dataset chosen = load("wine-class-first/t.csv", labelColumn("1"));
    // Then
    assertRefused("wine-class-first/t.csv")
        .hasMessageContaining("got 121 different values in 178 rows in column 14, expected a class")
        .hasMessageContaining("--label-column (perhaps column 1)");
    assertSame(chosen, last);
    assertThat(summary(last).get(0)).endsWith("178 rows, 13 features, 3 classes in column 14");
    assertThat(summary(chosen).get(0)).endsWith("178 rows, 13 features, 3 classes in column 1");
    assertThat(summary(last).get(1)).isEqualTo("rows per class: 1 (59), 2 (71), 3 (48)");
    assertThat(labels(last)).containsExactly(1, 2, 3);
  }

  @Test
  @DisplayName("label-first")
  void shouldFindTheClassByItsNameInTheFirstColumn() {
    Dataset read = load("label-first/t.csv");
    assertThat(summary(read).get(0))
        .endsWith("60 rows, 16 features, 10 classes in column 1 ('label')");
    assertThat(labels(read)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  @DisplayName("arff-class-first")
  void shouldFindTheDeclaredNominalClassInTheFirstColumn() {
    Dataset read = load("arff-class-first/t.arff");
    assertThat(summary(read).get(0))
        .endsWith("40 rows, 3 features, 2 classes in column 1 ('class')");
    assertThat(summary(read).get(2)).startsWith("labels: no=0, yes=1;");
    assertThat(floats(read, 0)).containsExactly(1.8729f, 1.0999f, .4466f);
  }

  @ParameterizedTest
  @DisplayName("regression-target")
  @ValueSource(strings = {"regression-target/t.csv", "regression-target/t.arff"})
  void shouldRefuseRealValuedTargetsInOneSentence(String file) {
    assertRefused(file)
        .hasMessageContaining("got real-valued targets such as 3.4194 in column 4")
        .hasMessageContaining("expected a class: choose another column with --label-column")
        .hasMessageContaining("turn the targets into classes")
        .message()
        .doesNotContain("\n");
  }

  @Test
  @DisplayName("numeric-header")
  void shouldRecogniseAHeaderOfNumbersAboveAColumnOfNumbers() {
    // When
    Dataset read = load("numeric-header/t.csv");
    // Then
    assertThat(summary(read).get(0))
        .endsWith("with a header; 100 rows, 3 features, 12 classes in column 4 ('target')");
    assertSame(read, load("numeric-header/t-noheader.csv"));
  }

  @Test
  @DisplayName("first-row-missing")
  void shouldTreatAMissingValueInTheFirstRowLikeAnyOther() {
    // Given
    String expected = "got a missing value ('') in column 2, expected a value; --missing=";
    // When
    Dataset zero = load("first-row-missing/t.csv", missing(Missing.ZERO));
    // Then
    assertRefused("first-row-missing/t.csv").hasMessageContaining("line 1: " + expected);
    assertRefused("first-row-missing/t2.csv").hasMessageContaining("line 2: " + expected);
    assertThat(zero.train().size()).isEqualTo(20);
    assertThat(floats(zero, 0)).containsExactly(.5f, 0, 1);
    assertThat(load("first-row-missing/t.csv", missing(Missing.SKIP)).train().size()).isEqualTo(19);
  }

  @ParameterizedTest
  @DisplayName("bom")
  @ValueSource(strings = {"bom/t.csv", "bom/t.arff"})
  void shouldIgnoreAByteOrderMark(String file) {
    assertSame(load(file), load("numeric-header/t-noheader.csv"));
  }

  @Test
  @DisplayName("label-spelling")
  void shouldTreatSpellingsOfANumberAsOneClass() {
    Dataset read = load("label-spelling/t.csv");
    assertThat(summary(read).get(0)).contains(" 12 classes");
    assertSame(read, load("numeric-header/t-noheader.csv"));
  }

  @Test
  @DisplayName("arff-mixed-nominal")
  void shouldNumberNominalValuesWithoutCollisions() {
    // When
    Dataset mixed = load("arff-mixed-nominal/t.arff");
    // Then
    assertThat(IntStream.range(0, 4).mapToObj(row -> floats(mixed, row)[0]))
        .containsExactly(0f, 1f, 2f, 3f);
    assertSame(mixed, load("arff-mixed-nominal/words.arff"));
  }

  @Test
  @DisplayName("arff-missing")
  void shouldRefuseMissingValuesByDefaultAndAcceptThemIfConfigured() {
    assertRefused("arff-missing/t.arff")
        .hasMessageContaining(
            "line 6: got a missing value ('?') in column 2 ('b'), expected a value; --missing");
    assertThat(floats(load("arff-missing/t.arff", missing(Missing.MEAN)), 0))
        .containsExactly(.1f, 0);
  }

  private static Dataset load(String file) {
    return load(file, TableOptions.DEFAULT);
  }

  private static Dataset load(String file, TableOptions options) {
    return Datasets.load("csv", CASES.resolve(file), 0, options);
  }

  private static TableOptions labelColumn(String column) {
    return new TableOptions(Optional.of(column), Header.AUTO, Missing.REFUSE, List.of());
  }

  private static TableOptions missing(Missing missing) {
    return new TableOptions(Optional.empty(), Header.AUTO, missing, List.of());
  }

  private static List<StreamExample> stream(String file) {
    var data =
        new DatasetSpec(
            "csv",
            Optional.of(CASES.resolve(file)),
            0,
            OptionalInt.empty(),
            false,
            TableOptions.DEFAULT);
    List<StreamExample> examples = new ArrayList<>();
    new StreamSpec(data, "as-is", ScenarioOptions.seeded(1)).stream(1).forEach(examples::add);
    return examples;
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(String file) {
    return assertThatThrownBy(() -> load(file)).isInstanceOf(DatasetException.class);
  }

  private static void assertSame(Dataset one, Dataset other) {
    assertThat(one.train().size()).isEqualTo(other.train().size());
    for (int row = 0; row < one.train().size(); row++) {
      assertThat(floats(one, row)).containsExactly(floats(other, row));
      assertThat(one.train().label(row)).isEqualTo(other.train().label(row));
    }
  }

  private static List<String> summary(Dataset read) {
    return read.source().table().orElseThrow().lines();
  }

  private static Set<Integer> labels(Dataset read) {
    return new TreeSet<>(
        IntStream.range(0, read.train().size()).mapToObj(read.train()::label).toList());
  }

  private static Set<Integer> labels(List<StreamExample> examples) {
    return new TreeSet<>(examples.stream().map(StreamExample::label).toList());
  }

  private static float[] floats(Dataset read, int row) {
    return ((Values.Floats) read.train().row(row)).values();
  }
}
