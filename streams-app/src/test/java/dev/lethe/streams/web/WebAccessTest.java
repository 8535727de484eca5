package dev.lethe.streams.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access to the dashboard: readers, path, TLS, and limits of requests. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WebAccessTest {
  private static final String TOKEN = "a-token-of-24-characters";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/main.js",
        "/api/runs",
        "/api/stream",
        "/api/runs/r",
        "/metrics",
        "/nothing"
      })
  void shouldRefuseEveryPathWithoutToken(String path) throws Exception {
    try (var server = new TestServer(withToken())) {
      HttpResponse<String> response = server.get(path);
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Basic realm=");
      assertThat(response.body()).startsWith("{\"error\":\"authorization: got no valid token");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer, a-token-of-24-characters, 200",
    "bearer, a-token-of-24-characters, 200",
    "Bearer, a-token-of-24-characterz, 401",
    "Bearer, '', 401",
    "Basic, not base 64, 401",
    "Digest, a-token-of-24-characters, 401"
  })
  void shouldAcceptOnlyAKnownToken(String scheme, String value, int status) throws Exception {
    try (var server = new TestServer(withToken())) {
      assertThat(send(server, "Authorization", scheme + " " + value)).isEqualTo(status);
    }
  }

  @Test
  void shouldAcceptTheTokenAsPasswordOfABrowser() throws Exception {
    try (var server = new TestServer(withToken())) {
      assertThat(send(server, "Authorization", basic("me:" + TOKEN))).isEqualTo(200);
      assertThat(send(server, "Authorization", basic(TOKEN + ":wrong"))).isEqualTo(401);
    }
  }

  @Test
  void shouldAnswerProbesWithoutToken() throws Exception {
    try (var server = new TestServer(withToken())) {
      assertThat(server.get("/livez").statusCode()).isEqualTo(200);
      assertThat(server.get("/readyz").statusCode()).isEqualTo(503);
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 200", "192.0.2.1, 401"})
  void shouldTrustTheHeaderOfTrustedProxiesOnly(String proxy, int status) throws Exception {
    var access = new AccessSettings(Set.of(), Optional.of("X-User"), Set.of(proxy, "::2"));
    try (var server = new TestServer(settings("", Optional.empty(), Optional.of(access)))) {
      assertThat(send(URI.create("http://127.0.0.1:" + server.uri().getPort()), "X-User", "eva"))
          .isEqualTo(status);
      assertThat(send(server, "X-Another", "eva")).isEqualTo(401);
    }
  }

  @Test
  void shouldServeEverythingBelowThePathPrefix() throws Exception {
    try (var server = new TestServer(settings("/a/lethe", Optional.empty(), Optional.empty()))) {
      assertThat(server.uri().getPath()).isEqualTo("/a/lethe/");
      for (String path : List.of("/", "/main.js", "/api/runs", "/livez")) {
        assertThat(server.get(path).statusCode()).as(path).isEqualTo(200);
      }
      URI outside = server.uri().resolve("/");
      assertThat(send(outside, "Accept", "*/*")).isEqualTo(404);
      HttpResponse<String> redirected = server.get("");
      assertThat(redirected.statusCode()).isEqualTo(301);
      assertThat(redirected.headers().firstValue("Location").orElseThrow()).endsWith("/a/lethe/");
    }
  }

  @Test
  void shouldServeWithTls(@TempDir Path directory) throws Exception {
    // Given
    Path keystore = keystore(directory);
    var tls = new TlsSettings(keystore, "changeit");
    try (var server = new TestServer(settings("", Optional.of(tls), Optional.empty()))) {
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(keystore)).build();

      // When
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(server.uri().resolve("api/runs")).build(),
              BodyHandlers.ofString());

      // Then
      assertThat(server.uri().getScheme()).isEqualTo("https");
      assertThat(response.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldRefuseAKeystoreThatDoesNotOpen(@TempDir Path directory) throws Exception {
    Path keystore = keystore(directory);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TlsSettings(keystore, "wr0ng"))
        .withMessageStartingWith("tls.keystore: got '" + keystore)
        .withMessageNotContaining("wr0ng");
  }

  @Test
  void shouldRefuseTokensThatCanBeGuessed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccessSettings(Set.of("pass-w0rd"), Optional.empty(), Set.of()))
        .withMessageContaining("expected 16 or more")
        .withMessageNotContaining("w0rd");
  }

  @Test
  void shouldRefuseHeadersThatAreTooLong() throws Exception {
    try (var server = new TestServer()) {
      String response =
          raw(
              server,
              "GET /livez?" + "a".repeat(Connectors.MAX_HEADER_BYTES) + " HTTP/1.1\r\n\r\n");
      assertThat(response).startsWith("HTTP/1.1 414");
    }
  }

  @Test
  void shouldNotAcceptMoreConnectionsThanTheLimit() throws Exception {
    // Given
    var held = new ArrayList<Socket>();
    try (var server = new TestServer()) {
      for (int i = 0; i < Connectors.MAX_CONNECTIONS; i++) {
        var socket = new Socket("localhost", server.uri().getPort());
        held.add(socket);
        socket
            .getOutputStream()
            .write("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }

      // When a further client has to wait until another one leaves
      try (var next = new Socket("localhost", server.uri().getPort())) {
        next.getOutputStream()
            .write("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        next.setSoTimeout(500);
        assertThat(readOrTimeout(next)).isEqualTo(-2);
        held.get(0).close();

        // Then
        next.setSoTimeout(50_000);
        assertThat(readOrTimeout(next)).isEqualTo('H');
      }
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  private static int readOrTimeout(Socket socket) throws Exception {
    try {
      return socket.getInputStream().read();
    } catch (java.net.SocketTimeoutException e) {
      return -2;
    }
  }

  private static String raw(TestServer server, String request) throws Exception {
    try (var socket = new Socket("localhost", server.uri().getPort())) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static int send(TestServer server, String header, String value) throws Exception {
    return send(server.uri(), header, value);
  }

  private static int send(URI uri, String header, String value) throws Exception {
    var request = HttpRequest.newBuilder(uri.resolve("api/runs")).header(header, value).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  private static WebSettings withToken() {
    return settings(
        "",
        Optional.empty(),
        Optional.of(new AccessSettings(Set.of(TOKEN), Optional.empty(), Set.of())));
  }

  private static WebSettings settings(
      String prefix, Optional<TlsSettings> tls, Optional<AccessSettings> access) {
    return new WebSettings("localhost", 0, Set.of(), prefix, tls, access);
  }

  private static Path keystore(Path directory) throws Exception {
    Path keystore = directory.resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "dashboard",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                keystore.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    return keystore;
  }

  private static SSLContext trusting(Path keystore) throws Exception {
    KeyStore keys = KeyStore.getInstance(keystore.toFile(), "changeit".toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("dashboard", keys.getCertificate("dashboard"));
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
