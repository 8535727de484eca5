package dev.lethe.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The app while its broker is gone. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StreamsAppBrokerLossIT {
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path directory;

  @Test
  @DisplayName("broker dies")
  void shouldNotBeReadyWithinTenSecondsAfterTheBrokerIsKilled() throws Exception {
    // Given
    try (var stack =
        LocalStack.start(StackConfig.ephemeral(directory.resolve("stack")), line -> {})) {
      var kafka = new Kafka(stack);
      var config = kafka.config(kafka.createTopics("lost"), 0, directory.resolve("state"));
      try (var app = StreamsApp.start(config)) {
        await().atMost(Duration.ofSeconds(60)).until(() -> status(app, "/readyz") == 200);

        // When
        // The children are the broker and the registry.
        ProcessHandle.current()
            .children()
            .forEach(child -> assertThat(child.destroyForcibly()).isTrue());

        // Then
        await().atMost(Duration.ofSeconds(10)).until(() -> status(app, "/readyz") == 503);
      }
    }
  }

  private int status(StreamsApp app, String path) throws Exception {
    URI uri = app.dashboard().resolve(path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).statusCode();
  }
}
