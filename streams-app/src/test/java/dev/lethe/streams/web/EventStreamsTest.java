package dev.lethe.streams.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.RunState;
import dev.lethe.streams.Events;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of server-sent events. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EventStreamsTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void shouldOpenNoStreamForHead() throws Exception {
    // When
    for (int i = 0; i <= EventStreams.MAX_CLIENTS; i++) {
      var response = server.send("HEAD", "/api/stream");

      // Then
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type").orElseThrow())
          .startsWith("text/event-stream");
    }
  }

  @Test
  void shouldStreamSnapshotThenChanges() throws Exception {
    // Given
    server.board().accept(Events.run("r", RunState.LIVE, 10));
    server.board().accept(TestServer.metrics("r", 1), 100);
    var response =
        server.client().send(server.request("/api/stream").build(), BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/event-stream");
    try (var events = reader(response)) {
      assertThat(events.readLine()).isEqualTo("retry: 1000");
      assertThat(next(events)).isEqualTo("event: snapshot");
      assertThat(events.readLine())
          .startsWith("data: {\"runs\":[{\"run\":\"r\"")
          .contains("\"history\":[{\"at\":100");

      // When
      server.board().accept(TestServer.metrics("r", 2), 200);

      // Then
      assertThat(next(events)).isEqualTo("event: run");
      assertThat(events.readLine())
          .startsWith("data: {\"run\":\"r\"")
          .doesNotContain("\"history\"");
      assertThat(next(events)).isEqualTo("event: point");
      assertThat(events.readLine())
          .startsWith("data: {\"run\":\"r\",\"point\":{\"at\":200,\"examples\":2,");
    }
  }

  @Test
  void shouldEndStreamsWhenServerCloses() throws Exception {
    // Given
    var response =
        server.client().send(server.request("/api/stream").build(), BodyHandlers.ofInputStream());
    try (var events = reader(response)) {
      assertThat(events.readLine()).isEqualTo("retry: 1000");

      // When
      server.close();

      // Then
      assertThat(events.lines().filter(line -> line.startsWith("event: run"))).isEmpty();
    }
  }

  @Test
  void shouldRefuseClientsBeyondTheLimit() throws Exception {
    // Given
    var open = new ArrayList<HttpResponse<InputStream>>();
    for (int i = 0; i < EventStreams.MAX_CLIENTS; i++) {
      open.add(
          server
              .client()
              .send(server.request("/api/stream").build(), BodyHandlers.ofInputStream()));
      assertThat(open.get(i).statusCode()).isEqualTo(200);
    }
    assertThat(server.get("/api/stream").statusCode()).isEqualTo(503);

    // When
    open.get(0).body().close();

    // Then: the server notices at its next write to the client
    await()
        .untilAsserted(
            () -> {
              server.board().accept(Events.run("r", RunState.LIVE, 10));
              var response =
                  server
                      .client()
                      .send(server.request("/api/stream").build(), BodyHandlers.ofInputStream());
              assertThat(response.statusCode()).isEqualTo(200);
            });
  }

  private static String next(BufferedReader events) throws IOException {
    String line = events.readLine();
    while (line.isEmpty() || line.startsWith("data:")) {
      line = events.readLine();
    }
    return line;
  }

  private static BufferedReader reader(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }
}
