package dev.lethe.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The schema registry. It keeps its tables in an H2 file instead of in memory, which is the default
 * of this distribution; at its start it sets the next ids after the highest in the file.
 */
final class Registry {

  static final String NAME = "registry";
  private static final String DATA = NAME;

  private final Path directory;
  private final ChildProcess process;
  private final String url;

  private Registry(Path directory, ChildProcess process, String url) {
    this.directory = directory;
    this.process = process;
    this.url = url;
  }

  /**
   * Starts the process; {@link #awaitReady} says when it answers.
   *
   * @param directory the stack's directory
   * @param host the host to listen on
   * @param port the port of HTTP
   */
  static Registry start(Path directory, String host, int port) {
    ChildProcess.Command command =
        new ChildProcess.Command(
            NAME,
            List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // A few requests per client: the second compiler would cost more than it gives.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dquarkus.http.host=" + host,
                "-Dquarkus.http.port=" + port,
                // Relative to the working directory: no escapes. Without delay, an id that a client
                // has seen is on disk. The registry closes the database, after its last request.
                "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:./"
                    + DATA
                    + "/schemas;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                "-Dquarkus.datasource.jdbc.initial-size=1",
                "-Dquarkus.datasource.jdbc.min-size=1"),
            Programs.registry(),
            List.of("io.quarkus.runner.GeneratedMain"));
    discardUnfinished(directory);
    return new Registry(
        directory,
        ChildProcess.start(directory, command),
        "http://%s:%d/apis/ccompat/v7".formatted(host, port));
  }

  /** Waits until the registry lists its subjects. */
  void awaitReady(Duration limit) {
    process.await(() -> Endpoints.answers(url + "/subjects"), limit);
    try {
      Files.writeString(finished(directory), "The tables are complete.\n");
    } catch (IOException e) {
      throw new StackException("dir: %s cannot be written".formatted(directory), e);
    }
  }

  /**
   * Deletes tables whose making was cut off. A registry that ends during its first start leaves
   * some of them, and takes these for all at its next; no schema can be in them.
   */
  static void discardUnfinished(Path directory) {
    Path data = directory.resolve(DATA);
    if (!Files.isDirectory(data) || Files.exists(finished(directory))) {
      return;
    }
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new StackException("dir: %s cannot be emptied".formatted(data), e);
    }
  }

  private static Path finished(Path directory) {
    return directory.resolve(DATA).resolve("finished");
  }

  String url() {
    return url;
  }

  ChildProcess process() {
    return process;
  }
}
