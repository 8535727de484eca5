package dev.lethe.stack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Files of the child processes' programs. In an installation they are in {@code stack} beside the
 * {@code lib} of this module's jar; in a checkout, the build has listed them.
 */
final class ProgramFiles {

  private ProgramFiles() {}

  /** Returns the class path of the broker, without the classes of this module. */
  static List<Path> broker() {
    return installed(ownClasses(), "broker", "*.jar")
        .orElseGet(() -> classPath("broker.classpath"));
  }

  /** Returns the jar of the registry. Its manifest lists the other jars. */
  static List<Path> registry() {
    return installed(ownClasses(), "registry", "*-runner.jar")
        .orElseGet(() -> classPath("registry.classpath"));
  }

  /** Returns the {@code java} command of the current JVM. */
  static Path java() {
    Path home = Path.of(System.getProperty("java.home"));
    Path unix = home.resolve("bin").resolve("java");
    Path java = Files.exists(unix) ? unix : home.resolve("bin").resolve("java.exe");
    if (!Files.exists(java)) {
      throw new StackException(
          "java.home: got %s without bin/java, expected Java 17 or newer".formatted(home));
    }
    return java;
  }

  /** Returns the jar or directory that contains {@link ChildMain}. */
  static Path ownClasses() {
    try {
      return Path.of(ChildMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new StackException("location of the stack's classes is not a file", e);
    }
  }

  /**
   * Returns the class path of a program of an installation, in the order of the names.
   *
   * @param ownClasses jar of this module
   * @param program directory of the program below {@code stack}
   * @param pattern names of the files
   * @return empty if the jar is not in an installation
   */
  static Optional<List<Path>> installed(Path ownClasses, String program, String pattern) {
    Path directory = ownClasses.resolveSibling("..").resolve("stack").resolve(program).normalize();
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, pattern)) {
      files.forEach(jars::add);
    } catch (IOException e) {
      throw new StackException("%s: cannot be read".formatted(directory), e);
    }
    if (jars.isEmpty()) {
      throw new StackException(
          "%s: got no %s, expected a complete installation".formatted(directory, pattern));
    }
    jars.sort(null);
    return Optional.of(jars);
  }

  static List<Path> classPath(String resource) {
    return requireFiles(resource, read(resource));
  }

  static List<Path> requireFiles(String resource, String classPath) {
    List<Path> files =
        Arrays.stream(classPath.strip().split(File.pathSeparator)).map(Path::of).toList();
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new StackException(
            "%s: %s is missing; restore it with 'mvn -pl stack install -Dquick' in Lethe's directory"
                .formatted(resource, file));
      }
    }
    return files;
  }

  private static String read(String resource) {
    try (InputStream in = ProgramFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new StackException(
            "resource %s is missing; build the stack with Maven".formatted(resource));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StackException("resource %s cannot be read".formatted(resource), e);
    }
  }
}
