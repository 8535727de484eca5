package dev.lethe.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.monitoring.MonitorServer.Health;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonitorServerTest {
  private volatile boolean ready;
  private final Monitor monitor = new Monitor();
  private final MonitorServer server =
      new MonitorServer(
          "localhost",
          0,
          monitor,
          Optional.empty(),
          () -> new Health(true, "live"),
          () -> new Health(ready, "run a RECOVERING"));

  @AfterEach
  void close() {
    server.close();
    monitor.close();
  }

  @Test
  void shouldServeMetersInTheFormatOfPrometheus() throws Exception {
    // Given
    LetheMeter.DEAD_LETTERS
        .counter()
        .tags("run", "a", "method", "er(memory=500)", "reason", "label")
        .register(monitor.registry())
        .increment(2);

    // When
    HttpResponse<String> response = send("GET", "metrics");

    // Then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(Monitor.CONTENT_TYPE);
    assertThat(response.body())
        .contains("# HELP lethe_trainer_dead_letters_total Records that could not be used")
        .contains(
            "lethe_trainer_dead_letters_total{method=\"er(memory=500)\",reason=\"label\",run=\"a\"} 2.0")
        .contains("jvm_memory_used_bytes", "process_cpu_usage", "process_uptime_seconds");
  }

  @Test
  void shouldAnswerProbesWithTheStateOfTheComponent() throws Exception {
    // When, Then
    assertThat(send("GET", "livez").statusCode()).isEqualTo(200);
    HttpResponse<String> before = send("GET", "readyz");
    assertThat(before.statusCode()).isEqualTo(503);
    assertThat(before.body()).isEqualTo("run a RECOVERING");
    ready = true;
    assertThat(send("GET", "readyz").statusCode()).isEqualTo(200);
    assertThat(send("HEAD", "readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAnswerWhileAnotherClientSendsNothing() throws Exception {
    // Given
    try (var silent = new Socket("localhost", server.uri().getPort())) {
      silent.getOutputStream().write('G');
      silent.getOutputStream().flush();

      // When, Then
      assertThat(send("GET", "livez").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldRefuseOtherMethodsAndPaths() throws Exception {
    // When, Then
    assertThat(send("POST", "metrics").statusCode()).isEqualTo(405);
    assertThat(send("GET", "secret").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldNameThePortThatIsInUse() {
    // When, Then
    int port = server.uri().getPort();
    assertThatThrownBy(
            () -> new MonitorServer("localhost", port, monitor, Optional.empty(), null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("metrics.port: got localhost:" + port);
  }

  @Test
  void shouldServeMetersToClientsWithATokenOnly() throws Exception {
    // Given
    String token = "0123456789abcdef";
    String basic = Base64.getEncoder().encodeToString(("any:" + token).getBytes(UTF_8));
    try (var locked =
        new MonitorServer(
            "localhost",
            0,
            monitor,
            Optional.of(
                new Tokens("metrics.token.file", List.of("another-token-of-24-chars", token))),
            () -> new Health(true, "live"),
            () -> new Health(true, "ready"))) {

      // When, Then
      assertThat(authorized(locked, "Bearer " + token)).isEqualTo(200);
      assertThat(authorized(locked, "Basic " + basic)).isEqualTo(200);
      assertThat(authorized(locked, "Bearer " + token + "0")).isEqualTo(401);
      assertThat(authorized(locked, "Basic %")).isEqualTo(401);
      assertThat(authorized(locked, token)).isEqualTo(401);
      HttpResponse<String> without = send(locked, "GET", "metrics");
      assertThat(without.statusCode()).isEqualTo(401);
      assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue(Tokens.CHALLENGE);
      assertThat(without.body()).doesNotContain("jvm_");
      assertThat(send(locked, "GET", "livez").statusCode()).isEqualTo(200);
      assertThat(send(locked, "GET", "readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldRefuseTokensThatCanBeGuessed() {
    // When, Then
    assertThatThrownBy(() -> new Tokens("metrics.token.file", List.of("pass-w0rd")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("metrics.token.file: ")
        .hasMessageContaining("expected 16 or more")
        .hasMessageNotContaining("w0rd");
  }

  private static int authorized(MonitorServer locked, String authorization) throws Exception {
    var request =
        HttpRequest.newBuilder(locked.uri().resolve("metrics"))
            .header("Authorization", authorization)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return send(server, method, path);
  }

  private static HttpResponse<String> send(MonitorServer server, String method, String path)
      throws Exception {
    URI uri = server.uri().resolve(path);
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
