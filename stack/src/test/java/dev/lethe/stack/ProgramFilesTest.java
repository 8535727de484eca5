package dev.lethe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramFilesTest {

  @Test
  void shouldFindJarsOfTheBuild() {
    assertThat(ProgramFiles.broker())
        .allSatisfy(jar -> assertThat(jar).isAbsolute().isRegularFile())
        .anySatisfy(jar -> assertThat(jar.getFileName().toString()).startsWith("kafka_2.13-"));
    assertThat(ProgramFiles.registry())
        .singleElement()
        .satisfies(jar -> assertThat(jar).isAbsolute());
  }

  @Test
  void shouldFindJarsOfAnInstallationBesideItsLibrary(@TempDir Path directory) throws IOException {
    // Given
    Path own = directory.resolve("lib/lethe-stack.jar");
    Path broker = Files.createDirectories(directory.resolve("stack/broker"));
    Files.createDirectories(directory.resolve("stack/registry"));
    Path second = Files.createFile(broker.resolve("b.jar"));
    Path first = Files.createFile(broker.resolve("a.jar"));
    Files.createFile(broker.resolve("notes.txt"));

    // When // Then
    assertThat(ProgramFiles.installed(own, "broker", "*.jar")).contains(List.of(first, second));
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> ProgramFiles.installed(own, "registry", "*-runner.jar"))
        .withMessageContaining("got no *-runner.jar, expected a complete installation");
  }

  @Test
  void shouldUseTheListsOfTheBuildInACheckout(@TempDir Path directory) {
    assertThat(
            ProgramFiles.installed(
                directory.resolve("stack/target/lethe-stack.jar"), "broker", "*.jar"))
        .isEmpty();
  }

  @Test
  void shouldSuggestRemedyWhenJarIsMissing(@TempDir Path directory) {
    // Given
    Path missing = directory.resolve("gone.jar");
    String classPath = ProgramFiles.java() + File.pathSeparator + missing + "\n";

    // When // Then
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> ProgramFiles.requireFiles("broker.classpath", classPath))
        .withMessageStartingWith(
            "broker.classpath: %s is missing; restore it with 'mvn -pl stack install", missing);
  }

  @Test
  void shouldSuggestRemedyWhenResourceIsMissing() {
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> ProgramFiles.classPath("absent.classpath"))
        .withMessageContainingAll("absent.classpath", "build the stack with Maven");
  }
}
