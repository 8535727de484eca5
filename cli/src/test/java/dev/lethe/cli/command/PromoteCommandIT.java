package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.cli.local.LocalDeployment;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.measures.promotion.PromotionRule;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.StackConfig;
import dev.lethe.streams.alert.AlertSettings;
import dev.lethe.streams.promotion.PromotedRuns;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lethe promote} with two live runs. */
class PromoteCommandIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final LearnerSpec LEARNER = LearnerSpec.builder(4, 2).build();

  @TempDir private Path directory;

  @Test
  void shouldServeRevertAndShow() throws Exception {
    // Given
    var promoted = new PromotedRuns(PromotionRule.DEFAULT, List.of("first", "other"));
    try (var lethe =
        LocalDeployment.start(
            StackConfig.ephemeral(directory.resolve("up")),
            new Topics("lethe"),
            0,
            Optional.of(promoted),
            AlertSettings.none(),
            line -> {})) {
      refused(lethe, "promote: got no served run", "promote");
      lethe.train("first", LEARNER, UnaryOperator.identity());
      lethe.train("other", LEARNER, UnaryOperator.identity());
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(promote(lethe, "promote").out())
                      .contains("served: first", "other: not compared yet", "first (INITIAL)"));

      // When, Then
      refused(lethe, "revert: got no switch since 'first'", "promote", "--revert");
      refused(lethe, "run: got 'ohter'", "promote", "ohter");
      refused(lethe, "run: got 'first', which is served", "promote", "first");
      refused(lethe, "revert: got run 'other' too", "promote", "--revert", "other");
      assertThat(promote(lethe, "promote", "other").out()).contains("first -> other (CHOSEN)");
      Result reverted = promote(lethe, "promote", "--revert");
      assertThat(reverted.out()).as(reverted.err()).contains("other -> first (REVERTED)");
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(promote(lethe, "promote").out())
                      .contains("served: first", "replaced by an operator"));
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(api(lethe))
                      .contains("\"champion\":\"first\"", "\"barred\":\"other\"", "\"REVERTED\""));
    }
  }

  private static void refused(LocalDeployment lethe, String message, String... arguments) {
    Result result = promote(lethe, arguments);
    assertThat(result.err()).contains(message);
    assertThat(result.code()).isEqualTo(2);
  }

  private static Result promote(LocalDeployment lethe, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--bootstrap-server=" + lethe.bootstrapServers());
    all.add("--schema-registry-url=" + lethe.registryUrl());
    return Result.of(all.toArray(String[]::new));
  }

  private static String api(LocalDeployment lethe) throws Exception {
    var request = HttpRequest.newBuilder(lethe.dashboard().resolve("api/promotion")).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
