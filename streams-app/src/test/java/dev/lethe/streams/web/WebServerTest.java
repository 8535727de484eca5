package dev.lethe.streams.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.RunState;
import dev.lethe.streams.Events;
import dev.lethe.streams.metrics.MetricsReport;
import dev.lethe.streams.metrics.RunProgress;
import dev.lethe.streams.metrics.RunWindows;
import dev.lethe.streams.readmodel.RunBoard;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WebServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final RunBoard board = new RunBoard(Events.SOURCE);
  private volatile boolean ready;
  private final WebServer server =
      WebServer.start("localhost", 0, List.of("lethe.example"), board, () -> ready);

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
    var response = get("/api/runs/" + "a".repeat(5000));

    // Then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).startsWith("{\"error\":\"run: got 'aaa").hasSizeLessThan(300);
  }

  @Test
  void shouldListRuns() throws Exception {
    // Given
    board.accept(Events.run("r", RunState.LIVE, 10));

    // When
    var response = get("/api/runs");

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
    board.accept(Events.run("r", RunState.LIVE, 10));
    board.accept(metrics("r", 1), 100);

    // When
    var response = get("/api/runs/r");

    // Then
    assertThat(response.body()).contains("\"history\":[{\"at\":100,\"examples\":1,");
  }

  @Test
  void shouldListKnownRunsWhenRunIsUnknown() throws Exception {
    // Given
    board.accept(Events.run("a", RunState.LIVE, 10));
    board.accept(Events.run("b", RunState.LIVE, 20));

    // When
    var response = get("/api/runs/x");

    // Then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("{\"error\":\"run: got 'x', expected one of a, b\"}");
  }

  @Test
  void shouldReportReadinessOnceReady() throws Exception {
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    ready = true;
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/lib/lit/index.js",
        "/lib/lit/directives/repeat.js",
        "/lib/lit-html/lit-html.js",
        "/lib/lit-html/is-server.js",
        "/lib/lit-element/lit-element.js",
        "/lib/reactive-element/reactive-element.js",
        "/lib/echarts/echarts.esm.min.js"
      })
  void shouldServeLibrariesAsModules(String path) throws Exception {
    var response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
    assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
  }

  @Test
  void shouldCompressFilesAndRevalidateByEtag() throws Exception {
    // Given
    String path = "/lib/lit-html/lit-html.js";
    var plain = get(path);
    var compressed =
        client.send(
            request(path).header("Accept-Encoding", "gzip, br").build(),
            BodyHandlers.ofByteArray());

    // When
    var again =
        client.send(
            request(path)
                .header("If-None-Match", plain.headers().firstValue("etag").orElseThrow())
                .build(),
            BodyHandlers.ofString());

    // Then
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(compressed.headers().firstValue("content-encoding")).contains("gzip");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/lib",
        "/lib/",
        "/nothing.js",
        "/../logback-test.xml",
        "/lib/../../topology.txt",
        "/.hidden.js",
        "/main%2Ejs",
        "/./main.js",
        "//main.js",
        "/dev/lethe/streams/StreamsApp.class"
      })
  void shouldServeNoOtherPaths(String path) throws Exception {
    assertThat(get(path).statusCode()).isIn(400, 404);
  }

  @Test
  void shouldServeThePageAtTheRoot() throws Exception {
    // When
    var response = get("/");

    // Then
    assertThat(response.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    assertThat(response.headers().firstValue("cache-control")).contains("no-cache");
    assertThat(response.body()).contains("<lethe-app>").isEqualTo(get("/index.html").body());
  }

  /** File times would not do: all files of a reproducible build have the same one. */
  @Test
  void shouldDeriveTheEtagFromTheContent() throws Exception {
    // When
    var response = get("/main.js");

    // Then
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(response.body().getBytes(StandardCharsets.UTF_8));
    assertThat(response.headers().firstValue("etag"))
        .contains('"' + HexFormat.of().formatHex(digest, 0, 16) + '"');
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
    board.accept(Events.run("r", RunState.LIVE, 10));
    var expected = get(path);

    // When
    var response = send("HEAD", path);

    // Then
    assertThat(response.statusCode()).isEqualTo(expected.statusCode());
    assertThat(response.body()).isEmpty();
    for (String header : List.of("content-type", "etag", "cache-control", "content-length")) {
      assertThat(response.headers().firstValue(header))
          .as(header)
          .isEqualTo(expected.headers().firstValue(header));
    }
  }

  @Test
  void shouldOpenNoStreamForHead() throws Exception {
    // When
    for (int i = 0; i <= EventStreams.MAX_CLIENTS; i++) {
      var response = send("HEAD", "/api/stream");

      // Then
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type").orElseThrow())
          .startsWith("text/event-stream");
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
    var response = send(method, path);

    // Then
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
    assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(response.body())
        .isEqualTo("{\"error\":\"method: got '%s', expected GET or HEAD\"}".formatted(method));
  }

  @Test
  void shouldForbidOtherHostsToThePage() throws Exception {
    String policy = get("/livez").headers().firstValue("content-security-policy").orElseThrow();
    assertThat(policy).startsWith("default-src 'none'; script-src 'self'").doesNotContain("http");
  }

  @Test
  void shouldAllowImportMapByItsHash() {
    // When: the hash of "{}" is printf '{}' | openssl dgst -sha256 -binary | base64
    var headers =
        SecurityHeaders.of("<html><script type=\"importmap\">{}</script><script>x</script>");

    // Then
    assertThat(headers.get("Content-Security-Policy"))
        .contains("script-src 'self' 'sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=';");
  }

  @Test
  void shouldStreamSnapshotThenChanges() throws Exception {
    // Given
    board.accept(Events.run("r", RunState.LIVE, 10));
    board.accept(metrics("r", 1), 100);
    var response = client.send(request("/api/stream").build(), BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/event-stream");
    try (var events = reader(response)) {
      assertThat(events.readLine()).isEqualTo("retry: 1000");
      assertThat(next(events)).isEqualTo("event: snapshot");
      assertThat(events.readLine())
          .startsWith("data: {\"runs\":[{\"run\":\"r\"")
          .contains("\"history\":[{\"at\":100");

      // When
      board.accept(metrics("r", 2), 200);

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
    var response = client.send(request("/api/stream").build(), BodyHandlers.ofInputStream());
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
      open.add(client.send(request("/api/stream").build(), BodyHandlers.ofInputStream()));
      assertThat(open.get(i).statusCode()).isEqualTo(200);
    }
    assertThat(get("/api/stream").statusCode()).isEqualTo(503);

    // When
    open.get(0).body().close();

    // Then: the server notices at its next write to the client
    await()
        .untilAsserted(
            () -> {
              board.accept(Events.run("r", RunState.LIVE, 10));
              var response =
                  client.send(request("/api/stream").build(), BodyHandlers.ofInputStream());
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

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return client.send(
        request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.uri().toString().replaceAll("/$", "") + path));
  }

  private static RunMetrics metrics(String run, int examples) {
    var progress = new RunProgress();
    progress.enter(0, new RunWindows());
    for (int i = 0; i < examples; i++) {
      progress.add(Events.prediction(run, i, 0, true));
    }
    return MetricsReport.of(run, progress, new RunWindows());
  }
}
