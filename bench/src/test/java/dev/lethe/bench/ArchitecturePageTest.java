package dev.lethe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/architecture.md} shows modules, layers and the line that learns as they are. */
class ArchitecturePageTest {
  private static final Path ROOT = Path.of("..");
  private static final String LEARNER = "dev.lethe.learner";

  /** A row of the table of modules: name, description, modules it may depend on. */
  private static final Pattern MODULE =
      Pattern.compile("(?m)^\\| \\[`([a-z-]+)`\\]\\([^)]*\\) \\|.*\\| ([^|]*) \\|$");

  private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");
  private static final Pattern DEPENDENCY =
      Pattern.compile("<artifactId>lethe-([a-z-]+)</artifactId>(?!<scope>test</scope>)");

  /** A row of the drawing of layers. */
  private static final Pattern LAYER = Pattern.compile("(?m)^│ ([^│]*)│.*$");

  private static final Pattern JAVA = Pattern.compile("(?ms)^ *```java$(.*?)^ *```$");

  @Test
  void shouldAllowEveryDependencyThatAModuleHas() throws IOException {
    // Given
    Map<String, String> allowed =
        MODULE
            .matcher(page())
            .results()
            .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    Set<String> modules = allowed.keySet();

    // When, Then
    assertThat(modules).hasSizeGreaterThan(9);
    for (String module : modules) {
      assertThat(allowed(allowed.get(module), modules))
          .as("modules that %s may depend on", module)
          .containsAll(dependencies(module));
    }
  }

  @Test
  void shouldDrawEachPackageAboveThePackagesItUses() throws IOException {
    // Given
    var row = new HashMap<String, Integer>();
    List<String> rows =
        LAYER.matcher(page()).results().map(found -> found.group(1).strip()).toList();
    for (int i = 0; i < rows.size(); i++) {
      for (String name : rows.get(i).split(" +")) {
        row.put(name, i);
      }
    }

    // When
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(LEARNER);

    // Then
    assertThat(classes.stream().map(ArchitecturePageTest::name).collect(Collectors.toSet()))
        .isEqualTo(row.keySet());
    var notBelow = new TreeSet<String>();
    for (JavaClass user : classes) {
      user.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(used -> used.getPackageName().startsWith(LEARNER))
          .filter(used -> !used.getPackageName().equals(user.getPackageName()))
          .filter(used -> row.get(name(used)) <= row.get(name(user)))
          .forEach(used -> notBelow.add(user.getName() + " uses " + used.getName()));
    }
    assertThat(notBelow).isEmpty();
  }

  @Test
  void shouldQuoteTheLineThatLearnsAsItIs() throws IOException {
    // Given
    String step =
        Files.readString(ROOT.resolve("learner/src/main/java/dev/lethe/learner/LearningStep.java"));

    // When
    List<String> quoted =
        JAVA.matcher(page()).results().map(block -> block.group(1).strip()).toList();

    // Then
    assertThat(quoted).isNotEmpty().allSatisfy(line -> assertThat(step).contains(line));
  }

  private static Set<String> allowed(String cell, Set<String> modules) {
    Set<String> named =
        NAME.matcher(cell)
            .results()
            .map((MatchResult name) -> name.group(1))
            .collect(Collectors.toSet());
    if (!cell.startsWith("all")) {
      return named;
    }
    var all = new TreeSet<>(modules);
    all.removeAll(named);
    return all;
  }

  private static List<String> dependencies(String module) throws IOException {
    String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
    String dependencies = pom.substring(pom.indexOf("<dependencies>") + 1);
    return pom.contains("<dependencies>")
        ? DEPENDENCY.matcher(dependencies).results().map(found -> found.group(1)).toList()
        : List.of();
  }

  /** Returns the name of a class's package as the drawing has it. */
  private static String name(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(LEARNER) ? "(learner)" : name.substring(LEARNER.length() + 1);
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/architecture.md"));
  }
}
