package dev.lethe.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every published version stays in {@code src/test/resources/published/<Name>/vN.avsc}, complete in
 * itself as in a registry; today's schema reads all of them (BACKWARD_TRANSITIVE).
 */
class SchemaEvolutionTest {
  private static final Path PUBLISHED = Path.of("src/test/resources/published");
  private static final Path CURRENT = Path.of("src/main/avro");

  @TestFactory
  Stream<DynamicTest> shouldReadEveryPublishedVersion() throws IOException {
    return names(CURRENT, ".avsc").stream()
        .flatMap(name -> versions(name).stream().map(version -> readsTest(name, version)));
  }

  private static DynamicTest readsTest(String name, Path version) {
    return DynamicTest.dynamicTest(
        name + " reads " + version.getFileName(),
        () -> {
          // Given
          Schema reader = current(name);
          Schema writer = parse(version);
          // When
          var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
          // Then
          assertThat(compatibility.getType())
              .as(compatibility.getDescription())
              .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        });
  }

  @TestFactory
  Stream<DynamicTest> shouldHavePublishedTheCurrentVersion() throws IOException {
    return names(CURRENT, ".avsc").stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      List<Path> versions = versions(name);
                      assertThat(versions).as("published versions of " + name).isNotEmpty();
                      assertThat(current(name))
                          .as("a changed schema is published as a new vN.avsc")
                          .isEqualTo(parse(versions.get(versions.size() - 1)));
                    }));
  }

  @Test
  void shouldRefuseAFieldWithoutDefaultAsIncompatible() throws IOException {
    // Given
    Schema published = current("Health");
    String json = published.toString();
    Schema changed =
        new Schema.Parser()
            .parse(
                json.substring(0, json.length() - 2) + ",{\"name\":\"added\",\"type\":\"int\"}]}");
    // When
    var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(changed, published);
    // Then
    assertThat(compatibility.getType()).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  @Test
  void shouldDocumentEveryRecordAndField() throws IOException {
    for (String name : names(CURRENT, ".avsc")) {
      Schema schema = current(name);
      assertThat(schema.getDoc()).as(name).isNotBlank();
      assertThat(schema.getFields())
          .allSatisfy(field -> assertThat(field.doc()).as(name + "." + field.name()).isNotBlank());
    }
  }

  private static List<Path> versions(String name) {
    try (Stream<Path> files = Files.list(PUBLISHED.resolve(name))) {
      return files.sorted(Comparator.comparingInt(SchemaEvolutionTest::number)).toList();
    } catch (IOException e) {
      throw new IllegalStateException("no published versions of " + name, e);
    }
  }

  private static int number(Path version) {
    String file = version.getFileName().toString();
    return Integer.parseInt(file.substring(1, file.length() - ".avsc".length()));
  }

  private static List<String> names(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(suffix))
          .map(file -> file.substring(0, file.length() - suffix.length()))
          .sorted()
          .toList();
    }
  }

  private static Schema parse(Path file) throws IOException {
    return new Schema.Parser().parse(Files.readString(file));
  }

  /** A schema of today; one file may refer to a record that another one defines. */
  private static Schema current(String name) throws IOException {
    var parser = new SchemaParser();
    for (String file : names(CURRENT, ".avsc")) {
      parser.parse(CURRENT.resolve(file + ".avsc"));
    }
    return parser.getParsedNamedSchemas().stream()
        .filter(schema -> schema.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
