package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.Trainer;
import dev.lethe.trainer.TrainerConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lethe pause} and {@code lethe resume} of a live run. */
class PauseCommandIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String TOKEN = "0123456789abcdef";
  private static final Pattern METRICS = Pattern.compile("metrics: (http:\\S+)");

  @TempDir private static Path directory;
  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {});
    var topics = new Invocation();
    assertThat(topics.run("topics", "--create", "--bootstrap-server=" + stack.bootstrapServers()))
        .as(topics.err())
        .isZero();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldPauseAndResumeALiveRun() {
    // Given
    try (var trainer = Trainer.start(config("live"))) {
      await().atMost(LIMIT).until(() -> trainer.state() == Trainer.State.LIVE);
      // When
      Result paused = lethe("pause", "live");
      // Then the command has waited for the trainer
      assertThat(paused).isEqualTo(new Result(0, "run live: paused%n".formatted(), ""));
      await().atMost(LIMIT).until(() -> trainer.state() == Trainer.State.PAUSED);
      // and a second pause changes nothing
      assertThat(lethe("pause", "live")).isEqualTo(paused);
      // When
      Result resumed = lethe("resume", "live");
      // Then
      assertThat(resumed).isEqualTo(new Result(0, "run live: continues%n".formatted(), ""));
      await().atMost(LIMIT).until(() -> trainer.state() == Trainer.State.LIVE);
      // and a run that is live is not started again
      refused("resume", "live", "run: got 'live', which is LIVE");
      assertThat(trainer.failure()).isEmpty();
    }
    refused("pause", "live", "run: got 'live', which is STOPPED, expected a live run");
    refused("pause", "absent", "run: got 'absent', expected one of those");
  }

  @Test
  void shouldServeTheMetersOfAResumedRun() throws Exception {
    // Given
    Path token = Files.writeString(directory.resolve("token"), TOKEN + "\n");
    try (var trainer = Trainer.start(config("stopped"))) {
      await().atMost(LIMIT).until(() -> trainer.state() == Trainer.State.LIVE);
    }
    var command = new Invocation();
    var resumed =
        new Thread(
            () ->
                command.run(
                    line(
                        "resume", "stopped", "--metrics-port=0", "--metrics-token-file=" + token)));
    // When
    resumed.start();
    try {
      await().atMost(LIMIT).untilAsserted(() -> assertThat(command.err()).containsPattern(METRICS));
      var address = METRICS.matcher(command.err());
      assertThat(address.find()).isTrue();
      URI metrics = URI.create(address.group(1));
      // Then
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(get(metrics.resolve("readyz")).body())
                      .isEqualTo("run stopped LIVE\n"));
      assertThat(get(metrics).body())
          .contains("lethe_trainer_run_state{method=\"naive")
          .contains("run=\"stopped\",state=\"LIVE\"} 1.0");
    } finally {
      resumed.interrupt();
      resumed.join();
    }
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address).header("Authorization", "Bearer " + TOKEN).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static void refused(String command, String run, String message) {
    Result result = lethe(command, run);
    assertThat(result.err()).contains(message);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  private static Result lethe(String command, String run) {
    return Result.of(line(command, run));
  }

  private static String[] line(String... command) {
    return Stream.concat(
            Stream.of(command),
            Stream.of(
                "--bootstrap-server=" + stack.bootstrapServers(),
                "--schema-registry-url=" + stack.registryUrl()))
        .toArray(String[]::new);
  }

  private static TrainerConfig config(String run) {
    LearnerSpec learner = LearnerSpec.builder(4, 2).method("naive").model("mlp(hidden=4)").build();
    return TrainerConfig.builder(run, new Topics("lethe"), learner)
        .bootstrapServers(stack.bootstrapServers())
        .schemaRegistryUrl(stack.registryUrl())
        .build();
  }
}
