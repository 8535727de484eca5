package dev.lethe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

  @Test
  void shouldNameJarsWhenBuildHasFoundThem() {
    assertThat(Programs.broker())
        .allSatisfy(jar -> assertThat(jar).isAbsolute().isRegularFile())
        .anySatisfy(jar -> assertThat(jar.getFileName().toString()).startsWith("kafka_2.13-"));
    assertThat(Programs.registry()).singleElement().satisfies(jar -> assertThat(jar).isAbsolute());
  }

  @Test
  void shouldSayHowToGetItWhenJarIsMissing(@TempDir Path directory) {
    // Given
    Path gone = directory.resolve("gone.jar");
    String classPath = Programs.java() + File.pathSeparator + gone + "\n";

    // When // Then
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> Programs.requireFiles("broker.classpath", classPath))
        .withMessageStartingWith("broker.classpath: %s is missing; 'mvn -pl stack install", gone);
  }

  @Test
  void shouldSayHowToGetItWhenBuildHasLeftNoResource() {
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> Programs.classPath("absent.classpath"))
        .withMessageContainingAll("absent.classpath", "build with Maven");
  }
}
