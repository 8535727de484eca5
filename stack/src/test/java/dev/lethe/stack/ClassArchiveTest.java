package dev.lethe.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

  @TempDir private Path directory;
  private Path cache;
  private Path jar;

  @BeforeEach
  void createJar() throws IOException {
    cache = directory.resolve("cache");
    jar = Files.writeString(directory.resolve("a.jar"), "first");
  }

  @Test
  void shouldUseWhatAnEarlierProcessHasWritten() throws IOException {
    // Given
    ClassArchive first = archive();
    assertThat(first.jvmOptions())
        .contains("-XX:ArchiveClassesAtExit=" + directory.resolve("kafka.jsa"));
    Files.writeString(directory.resolve("kafka.jsa"), "classes");

    // When
    first.keep();

    // Then
    assertThat(archive().jvmOptions())
        .first()
        .satisfies(
            option -> {
              assertThat(option).startsWith("-XX:SharedArchiveFile=");
              assertThat(Path.of(option.substring(option.indexOf('=') + 1))).hasContent("classes");
            });
  }

  @Test
  void shouldReplaceTheArchiveOfAnEarlierBuild() throws IOException {
    // Given
    Files.writeString(directory.resolve("kafka.jsa"), "old");
    Files.createDirectories(cache);
    ClassArchive old = archive();
    Files.writeString(directory.resolve("kafka.jsa"), "old");
    old.keep();
    Path other = Files.writeString(cache.resolve("registry-1-2.jsa"), "registry");

    // When
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1));
    ClassArchive changed = archive();
    assertThat(changed.jvmOptions()).first().asString().contains("ArchiveClassesAtExit");
    Files.writeString(directory.resolve("kafka.jsa"), "new");
    changed.keep();

    // Then
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files.filter(file -> !file.equals(other)))
          .singleElement()
          .satisfies(file -> assertThat(file).hasContent("new"));
    }
    assertThat(other).exists();
  }

  @Test
  void shouldLeaveNothingWhenTheProcessHasWrittenNothing() throws IOException {
    // When
    archive().keep();

    // Then
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void shouldNotArchiveClassesOfADirectory() throws IOException {
    // Given
    Path classes = Files.createDirectory(directory.resolve("classes"));

    // When // Then
    assertThat(ClassArchive.of(cache, "kafka", List.of(classes, jar), directory)).isEmpty();
  }

  @Test
  void shouldNotArchiveWhenTheCacheCannotBeCreated() throws IOException {
    // Given
    Files.writeString(cache, "a file");

    // When // Then
    assertThat(ClassArchive.of(cache, "kafka", List.of(jar), directory)).isEmpty();
  }

  @Test
  void shouldFindTheCacheOfTheUser() {
    assertThat(ClassArchive.cache(Map.of("HOME", "/home/ada")))
        .contains(Path.of("/home/ada/.cache/lethe"));
    assertThat(ClassArchive.cache(Map.of("HOME", "/home/ada", "XDG_CACHE_HOME", "/cache")))
        .contains(Path.of("/cache/lethe"));
    assertThat(ClassArchive.cache(Map.of("HOME", "/home/ada", "LETHE_CLASS_DATA", "off")))
        .isEmpty();
    assertThat(ClassArchive.cache(Map.of())).isEmpty();
  }

  @Test
  void shouldLoadClassesFromTheArchiveOfARealJvm() throws Exception {
    // Given a jar that the JVM accepts: the one of a library
    Path library = Path.of(Test.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ClassArchive first = ClassArchive.of(cache, "jvm", List.of(library), directory).orElseThrow();
    run(first, library);
    first.keep();

    // When
    ClassArchive second = ClassArchive.of(cache, "jvm", List.of(library), directory).orElseThrow();
    String output = run(second, library);

    // Then
    assertThat(output).contains("org.junit.jupiter.api.Test source: shared objects file (top)");
  }

  private static String run(ClassArchive archive, Path library) throws Exception {
    var command = new ArrayList<>(List.of(ProgramFiles.java().toString()));
    command.addAll(archive.jvmOptions());
    // The JVM loads the class to look for its main method. There is none, so it exits with 1.
    command.addAll(
        List.of("-Xlog:class+load:stdout", "-cp", library.toString(), Test.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private ClassArchive archive() {
    return ClassArchive.of(cache, "kafka", List.of(jar), directory).orElseThrow();
  }
}
