package dev.lethe.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Schema registry. It keeps its tables in an H2 file, while the default of this distribution is
 * memory. At startup it continues with the ids after the highest id in the file.
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
   * Starts the process without waiting for it. Call {@link #awaitReady} next.
   *
   * @param directory directory of the stack
   * @param host host to listen on
   * @param port HTTP port
   * @throws StackException if the process cannot be started
   */
  static Registry start(Path directory, String host, int port) {
    ChildProcess.Command command =
        new ChildProcess.Command(
            NAME,
            List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // Clients send few requests, so the C2 compiler would cost more than it saves.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dquarkus.http.host=" + host,
                "-Dquarkus.http.port=" + port,
                // The path is relative to the working directory, so it needs no escaping. Without
                // write delay, an id is on disk before a client receives it. The registry itself
                // closes the database, after its last request.
                "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:./"
                    + DATA
                    + "/schemas;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                "-Dquarkus.datasource.jdbc.initial-size=1",
                "-Dquarkus.datasource.jdbc.min-size=1"),
            ProgramFiles.registry(),
            List.of("io.quarkus.runner.GeneratedMain"));
    deleteIncompleteTables(directory);
    return new Registry(
        directory,
        ChildProcess.start(directory, command),
        "http://%s:%d/apis/ccompat/v7".formatted(host, port));
  }

  /**
   * Waits until the registry lists its subjects.
   *
   * @throws StackException if the process exits first or does not respond in time
   */
  void awaitReady(Duration timeout) {
    process.await(() -> ReadinessProbe.returnsOk(url + "/subjects"), timeout);
    try {
      Files.writeString(completionMarker(directory), "The tables are complete.\n");
    } catch (IOException e) {
      throw new StackException("dir: %s cannot be written".formatted(directory), e);
    }
  }

  /**
   * Deletes the tables of an interrupted first start. The registry would treat an incomplete set of
   * tables as complete at its next start. The tables cannot contain schemas yet.
   */
  static void deleteIncompleteTables(Path directory) {
    Path data = directory.resolve(DATA);
    if (!Files.isDirectory(data) || Files.exists(completionMarker(directory))) {
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

  private static Path completionMarker(Path directory) {
    return directory.resolve(DATA).resolve("finished");
  }

  String url() {
    return url;
  }

  ChildProcess process() {
    return process;
  }
}
