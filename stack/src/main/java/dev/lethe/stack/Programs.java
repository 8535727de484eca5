package dev.lethe.stack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where the children's programs are, as the build has left them. */
final class Programs {

  private Programs() {}

  /** The broker's class path, without the classes of this module. */
  static List<Path> broker() {
    return classPath("broker.classpath");
  }

  /** The registry's jar; its manifest names the others. */
  static List<Path> registry() {
    return classPath("registry.classpath");
  }

  /** The {@code java} command of the JVM that runs this. */
  static Path java() {
    Path home = Path.of(System.getProperty("java.home"));
    Path unix = home.resolve("bin").resolve("java");
    Path java = Files.exists(unix) ? unix : home.resolve("bin").resolve("java.exe");
    if (!Files.exists(java)) {
      throw new StackException(
          "java.home: got %s, which has no bin/java, expected a Java 17 or newer".formatted(home));
    }
    return java;
  }

  /** The jar or directory that {@link ChildMain} was loaded from. */
  static Path ownClasses() {
    try {
      return Path.of(ChildMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new StackException("the classes of the stack are not in a file", e);
    }
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
            "%s: %s is missing; 'mvn -pl stack install -Dquick' in Lethe's directory gets it again"
                .formatted(resource, file));
      }
    }
    return files;
  }

  private static String read(String resource) {
    try (InputStream in = Programs.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new StackException(
            "%s is not among the classes of the stack; build with Maven".formatted(resource));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StackException("%s cannot be read".formatted(resource), e);
    }
  }
}
