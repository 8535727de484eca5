package dev.lethe.cli.demo;

import dev.lethe.cli.local.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Data directory of a demo. A directory that the user did not choose is temporary: the demo deletes
 * it at its end. The next demo deletes temporary directories of killed demos.
 */
public final class DemoDirectory implements AutoCloseable {
  private static final Pattern TEMPORARY = Pattern.compile("demo-([0-9]+)");

  private final Path path;
  private final boolean temporary;

  private DemoDirectory(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /**
   * Creates the directory.
   *
   * @param chosen directory chosen by the user, or null
   * @param base parent of temporary directories
   * @throws IllegalArgumentException if the chosen directory is not empty, because the runs would
   *     also train on an earlier stream
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
      for (Path entry : list(base)) {
        Matcher name = TEMPORARY.matcher(entry.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          FileTrees.delete(entry);
        }
      }
      Path path = base.resolve("demo-" + ProcessHandle.current().pid());
      FileTrees.delete(path);
      return new DemoDirectory(Files.createDirectories(path), true);
    } catch (IOException e) {
      throw new UncheckedIOException("dir: data directory of the demo cannot be created", e);
    }
  }

  /** Returns the path of the directory. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      FileTrees.delete(path);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }
}
