package dev.lethe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.nio.file.Path;
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
