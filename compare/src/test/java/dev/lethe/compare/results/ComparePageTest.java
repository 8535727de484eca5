package dev.lethe.compare.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/compare.md} documents every field of {@code results.json}, and no other. */
class ComparePageTest {
  private static final Path PAGE = Path.of("../docs/compare.md");
  private static final Pattern FIELD = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

  @Test
  void shouldDocumentEveryFieldOfTheResults() throws IOException {
    // Given
    String page = Files.readString(PAGE);
    Set<Class<?>> records = new LinkedHashSet<>();
    collect(ComparisonResults.class, records);
    collect(StreamsResults.class, records);

    // When, Then
    assertThat(records).hasSizeGreaterThan(10);
    assertThat(records)
        .allSatisfy(
            each ->
                assertThat(fields(page, each.getSimpleName()))
                    .as(each.getSimpleName())
                    .isEqualTo(components(each)));
  }

  @Test
  void shouldDocumentEveryMetric() throws IOException {
    assertThat(fields(Files.readString(PAGE), "Metrics"))
        .isEqualTo(Arrays.stream(RunMetric.values()).map(RunMetric::key).toList());
  }

  @Test
  void shouldDocumentEveryColumnOfTheTable() throws IOException {
    // Given
    String header = CsvFile.text(List.of()).strip();

    // When, Then
    assertThat(fields(Files.readString(PAGE), "results.csv")).isEqualTo(List.of(header.split(",")));
  }

  /** Adds a record and all records in its components. */
  private static void collect(Type type, Set<Class<?>> records) {
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        collect(argument, records);
      }
    } else if (type instanceof Class<?> each && each.isRecord() && records.add(each)) {
      for (RecordComponent component : each.getRecordComponents()) {
        collect(component.getGenericType(), records);
      }
    }
  }

  private static List<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  /** Returns the first column of the table under a heading. */
  private static List<String> fields(String page, String heading) {
    String[] sections = page.split("(?m)^##+ ");
    return Arrays.stream(sections)
        .filter(section -> section.startsWith(heading + "\n"))
        .flatMap(section -> FIELD.matcher(section).results())
        .map(match -> match.group(1))
        .toList();
  }
}
