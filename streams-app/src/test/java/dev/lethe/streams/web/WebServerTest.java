package dev.lethe.streams.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.RunState;
import dev.lethe.streams.Events;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API, and the requests that the server refuses. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WebServerTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void closeServer() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "127.0.0.1:8080, 200",
    "[::1]:8080, 200",
    "LETHE.example, 200",
    "lethe.example:443, 200",
    "lethe.example.:443, 200",
    "localhost., 200",
    "evil.example, 421",
    "127.0.0.1.evil.example, 421",
    "evil.localhost.example, 421",
    "lethe.example..:80, 421",
    "localhost.evil.example:8080, 421",
  })
  void shouldRefuseHostsThatItDoesNotKnow(String host, int status) throws IOException {
    // Given
    try (var socket = new Socket("localhost", server.uri().getPort())) {
      // When
      socket
          .getOutputStream()
          .write(
              "GET /livez HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(host)
                  .getBytes(US_ASCII));

      // Then
      String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(response).startsWith("HTTP/1.1 " + status);
      if (status == 421) {
        assertThat(response).contains("host: got '" + host + "', expected an IP address");
      }
    }
  }

  @Test
  void shouldAnswerProbesOfLoadBalancersWithoutHost() throws IOException {
    // Given
    try (var socket = new Socket("localhost", server.uri().getPort())) {
      // When
      socket.getOutputStream().write("GET /livez HTTP/1.0\r\n\r\n".getBytes(US_ASCII));

      // Then
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void shouldShortenLongPathsInErrors() throws Exception {
    // When
    var response = server.get("/api/runs/" + "a".repeat(5000));

    // Then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).startsWith("{\"error\":\"run: got 'aaa").hasSizeLessThan(300);
  }

  @Test
  void shouldListRuns() throws Exception {
    // Given
    server.board().accept(Events.run("r", RunState.LIVE, 10));

    // When
    var response = server.get("/api/runs");

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.body())
        .startsWith("{\"runs\":[{\"run\":\"r\",\"state\":\"LIVE\"")
        .contains("\"metrics\":null");
  }

  @Test
  void shouldReturnHistoryOfOneRun() throws Exception {
    // Given
    server.board().accept(Events.run("r", RunState.LIVE, 10));
    server.board().accept(TestServer.metrics("r", 1), 100);

    // When
    var response = server.get("/api/runs/r");

    // Then
    assertThat(response.body()).contains("\"history\":[{\"at\":100,\"examples\":1,");
  }

  @Test
  void shouldListKnownRunsWhenRunIsUnknown() throws Exception {
    // Given
    server.board().accept(Events.run("a", RunState.LIVE, 10));
    server.board().accept(Events.run("b", RunState.LIVE, 20));

    // When
    var response = server.get("/api/runs/x");

    // Then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("{\"error\":\"run: got 'x', expected one of a, b\"}");
  }

  @Test
  void shouldReportReadinessOnceReady() throws Exception {
    assertThat(server.get("/livez").statusCode()).isEqualTo(200);
    assertThat(server.get("/readyz").statusCode()).isEqualTo(503);
    server.ready(true);
    assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/main.js",
        "/nothing.js",
        "/api/runs",
        "/api/runs/r",
        "/api/runs/x",
        "/livez",
        "/readyz"
      })
  @DisplayName("HEAD")
  void shouldAnswerHeadLikeGetWithoutBody(String path) throws Exception {
    // Given
    server.board().accept(Events.run("r", RunState.LIVE, 10));
    var expected = server.get(path);

    // When
    var response = server.send("HEAD", path);

    // Then
    assertThat(response.statusCode()).isEqualTo(expected.statusCode());
    assertThat(response.body()).isEmpty();
    for (String header : List.of("content-type", "etag", "cache-control", "content-length")) {
      assertThat(response.headers().firstValue(header))
          .as(header)
          .isEqualTo(expected.headers().firstValue(header));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/runs",
    "PUT, /main.js",
    "DELETE, /api/runs/r",
    "OPTIONS, /",
    "PROPFIND, /nothing"
  })
  void shouldRefuseMethodsThatDoNotRead(String method, String path) throws Exception {
    // When
    var response = server.send(method, path);

    // Then
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
    assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(response.body())
        .isEqualTo("{\"error\":\"method: got '%s', expected GET or HEAD\"}".formatted(method));
  }

  @Test
  void shouldForbidOtherHostsToThePage() throws Exception {
    String policy =
        server.get("/livez").headers().firstValue("content-security-policy").orElseThrow();
    assertThat(policy).startsWith("default-src 'none'; script-src 'self'").doesNotContain("http");
  }
}
