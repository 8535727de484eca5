package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Executes commands as one user.
 *
 * @param properties properties file of the user's clients
 * @param bootstrapServers port of the broker
 * @param registry address of the schema registry
 */
record SecuredClient(Path properties, String bootstrapServers, String registry) {
  private static final Duration MAX_END = Duration.ofMinutes(2);
  private static final List<String> WITHOUT_REGISTRY = List.of("topics", "dead-letters");

  /** A command in a thread of its own. */
  record Background(Thread thread, FutureTask<Result> task) {

    /** Ends the command as an operator does. */
    Result stop() throws Exception {
      thread.interrupt();
      return task.get(MAX_END.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until the command ends by itself. */
    Result await(Duration patience) throws Exception {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isDone() {
      return task.isDone();
    }
  }

  Result run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--bootstrap-server=" + bootstrapServers);
    all.add("--command-config=" + properties);
    if (!WITHOUT_REGISTRY.contains(arguments[0])) {
      all.add("--schema-registry-url=" + registry);
    }
    return Result.of(all.toArray(String[]::new));
  }

  /** Returns the output of a command that succeeds. */
  String succeed(String... arguments) {
    Result result = run(arguments);
    assertThat(result.code()).as(arguments[0] + ": " + result.err()).isZero();
    return result.out();
  }

  Background start(String... arguments) {
    var task = new FutureTask<>(() -> run(arguments));
    var thread = new Thread(task, arguments[0]);
    thread.start();
    return new Background(thread, task);
  }
}
