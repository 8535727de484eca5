package dev.lethe.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a demo keeps its data. One that the user did not name is the demo's own: it is removed when
 * the demo closes, and those that killed demos left behind are removed when the next one starts.
 */
public final class DemoDirectory implements AutoCloseable {
  private static final Pattern OWN = Pattern.compile("demo-([0-9]+)");

  private final Path path;
  private final boolean own;

  private DemoDirectory(Path path, boolean own) {
    this.path = path;
    this.own = own;
  }

  /**
   * @param chosen by the user, or null
   * @param base where the demo's own directories are
   * @throws IllegalArgumentException if the chosen one holds something: an earlier stream would be
   *     learnt again
   */
  public static DemoDirectory prepare(Path chosen, Path base) {
    try {
      if (chosen != null) {
        Files.createDirectories(chosen);
        if (!list(chosen).isEmpty()) {
          throw new IllegalArgumentException(
              "dir: got files in '%s', expected an empty directory".formatted(chosen));
        }
        return new DemoDirectory(chosen, false);
      }
      Files.createDirectories(base);
      for (Path left : list(base)) {
        Matcher name = OWN.matcher(left.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          delete(left);
        }
      }
      Path path = base.resolve("demo-" + ProcessHandle.current().pid());
      delete(path);
      return new DemoDirectory(Files.createDirectories(path), true);
    } catch (IOException e) {
      throw new UncheckedIOException("dir: cannot prepare a directory for the demo's data", e);
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (own) {
      delete(path);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
