package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lethe replay} against a real broker and a real registry. */
class ReplayCommandIT {
  private static final String[] LEARNER = {
    "--features=784", "--classes=10", "--model=mlp(hidden=16)", "--method=er(memory=50,batch=5)"
  };

  @TempDir private static Path directory;
  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(StackConfig.ephemeral(directory.resolve("stack")), line -> {});
    assertThat(lethe(false, "topics", "--create", "--partitions=2").run()).isZero();
    assertThat(
            lethe(true, "produce", "--tasks=2", "--per-task=150", "--evaluate-per-task=30").run())
        .isZero();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  /** A command, and what it printed. */
  private record Command(Invocation invocation, String[] line) {
    int run() {
      return invocation.run(line);
    }
  }

  private static Command lethe(boolean registry, String command, String... options) {
    var line = new ArrayList<String>(List.of(command));
    line.add("--bootstrap-server=" + stack.bootstrapServers());
    if (registry) {
      line.add("--schema-registry-url=" + stack.registryUrl());
    }
    line.addAll(List.of(options));
    return new Command(new Invocation(), line.toArray(String[]::new));
  }

  private static String[] with(String[] options, String... more) {
    var all = new ArrayList<String>(List.of(options));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static JsonNode json(Command command) throws Exception {
    assertThat(command.run()).as(command.invocation().err()).isZero();
    return new ObjectMapper().readTree(command.invocation().out());
  }

  @Test
  void shouldComputeTheSameWithAndWithoutPublishing() throws Exception {
    // When
    JsonNode alone = json(lethe(true, "replay", with(LEARNER, "--json")));
    JsonNode run =
        json(
            lethe(
                true,
                "replay",
                with(
                    LEARNER,
                    "--json",
                    "--run=once",
                    "--checkpoints=" + directory.resolve("checkpoints"))));
    JsonNode ofRun = json(lethe(true, "replay", "once", "--json"));
    JsonNode otherSeed = json(lethe(true, "replay", "once", "--seed=2", "--json"));
    // Then
    assertThat(run.get("state").asText()).isEqualTo("STOPPED");
    String digest = alone.get("digest").asText();
    assertThat(run.get("digest").asText()).isEqualTo(digest);
    assertThat(ofRun.get("digest").asText()).isEqualTo(digest);
    assertThat(otherSeed.get("digest").asText()).isNotEqualTo(digest);
    assertThat(ofRun.get("windows")).isEqualTo(alone.get("windows"));
    // Two tasks: records of both that have the same timestamp, in different partitions, alternate.
    assertThat(alone.get("windows").size()).isGreaterThanOrEqualTo(2);
    assertThat(alone.get("windows").findValuesAsText("task").stream().distinct()).hasSize(2);
    assertThat(alone.get("averageAccuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(alone.get("forgetting").isNumber()).isTrue();
    assertThat(alone.get("records").asLong()).isGreaterThan(300);
  }

  @Test
  void shouldPrintATableOfTheWindows() {
    Command replay = lethe(true, "replay", LEARNER);
    assertThat(replay.run()).isZero();
    assertThat(replay.invocation().out())
        .containsPattern("window +task +examples +online +accuracy +forgetting")
        .containsPattern("digest +[0-9a-f]{64}");
  }

  @Test
  void shouldRefuseWhatItCannotReplay() {
    refused("features: got nothing, expected a number", "--classes=10");
    refused("method: got 2 methods, expected one", with(LEARNER, "--method=naive"));
    refused("run: got 'absent', expected one of those", "absent");
    refused("from: got 'soon', expected an offset", with(LEARNER, "--from=soon"));
    refused("range: got no records", with(LEARNER, "--from=5", "--to=5"));
  }

  private static void refused(String message, String... options) {
    Command replay = lethe(true, "replay", options);
    assertThat(replay.run()).isEqualTo(2);
    assertThat(replay.invocation().err()).contains(message);
  }
}
