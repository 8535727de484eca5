package dev.lethe.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that demands credentials, as a registry behind authentication does. */
class RegistryAuthenticationTest {
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder().encodeToString("lethe:s3cr+t@x".getBytes(StandardCharsets.UTF_8));

  /** Valid until 2100. */
  private static final String TOKEN =
      encode("{\"alg\":\"none\"}")
          + "."
          + encode(
              "{\"sub\":\"lethe\",\"scope\":\"registry\",\"iat\":1700000000,\"exp\":4102444800}")
          + ".c2lnbmF0dXJl";

  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String expected = BASIC;

  @TempDir private Path directory;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String header = exchange.getRequestHeaders().getFirst("Authorization");
          received.add(String.valueOf(header));
          boolean accepted = expected.equals(header);
          byte[] body =
              (accepted ? "{\"id\":7}" : "{\"error_code\":401,\"message\":\"Unauthorized\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(accepted ? 200 : 401, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  @DisplayName("registry with basic auth")
  void shouldSendUserInfoOfTheSettings() {
    assertThat(register(url(""), Map.of("basic.auth.user.info", "lethe:s3cr+t@x"))).isEqualTo(7);
    assertThat(received).containsOnly(BASIC);
  }

  @Test
  void shouldSendCredentialsOfTheAddress() {
    assertThat(register(url("lethe:s3cr+t%40x@"), Map.of())).isEqualTo(7);
    assertThat(received).containsOnly(BASIC);
  }

  @Test
  void shouldSendBearerToken() {
    // Given
    expected = "Bearer abc.def";

    // When, Then
    assertThat(register(url(""), Map.of("bearer.auth.token", "abc.def"))).isEqualTo(7);
    assertThat(received).containsOnly(expected);
  }

  @Test
  void shouldSendTokenOfAnOauthClient() {
    // Given an issuer that knows the client's secret
    expected = "Bearer " + TOKEN;
    server.createContext(
        "/token",
        exchange -> {
          received.add(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body =
              ("{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"bearer\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });

    // When
    int id =
        register(
            url(""),
            Map.of(
                "bearer.auth.issuer.endpoint.url", url("") + "/token",
                "bearer.auth.client.id", "lethe",
                "bearer.auth.client.secret", "s3cr+t@x",
                "bearer.auth.scope", "registry",
                "bearer.auth.logical.cluster", "lsrc-1",
                "bearer.auth.identity.pool.id", "pool-1"));

    // Then
    assertThat(id).isEqualTo(7);
    assertThat(received).containsExactly(BASIC, expected);
  }

  @Test
  void shouldReportAnIssuerThatRefusesTheClient() {
    assertThatExceptionOfType(SchemaRegistry.AccessDeniedException.class)
        .isThrownBy(
            () ->
                register(
                    url(""),
                    Map.of(
                        "bearer.auth.issuer.endpoint.url", url("") + "/refusing",
                        "bearer.auth.client.id", "lethe",
                        "bearer.auth.client.secret", "wr0ng")))
        .withMessageStartingWith(
            "schema registry %s: got no valid token from bearer.auth.issuer.endpoint.url", url(""))
        .withMessageNotContaining("wr0ng");
  }

  @Test
  void shouldSendUserOfKafkaWhenTheSourceIsSasl() {
    assertThat(
            register(
                url(""),
                Map.of(
                    "basic.auth.credentials.source",
                    "SASL_INHERIT",
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"lethe\" password=\"s3cr+t@x\";")))
        .isEqualTo(7);
    assertThat(received).containsOnly(BASIC);
  }

  @Test
  void shouldSendUserInfoUnderTheNameOfSerializers() {
    assertThat(register(url(""), Map.of("schema.registry.basic.auth.user.info", "lethe:s3cr+t@x")))
        .isEqualTo(7);
    assertThat(received).containsOnly(BASIC);
  }

  @Test
  void shouldSendPasswordFromAFileOfAConfigProvider() throws IOException {
    // Given
    Path secrets = directory.resolve("secrets.properties");
    Files.writeString(secrets, "registry=lethe:s3cr+t@x\n");
    Path file = directory.resolve("client.properties");
    Files.writeString(
        file,
        """
        config.providers=file
        config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
        basic.auth.credentials.source=USER_INFO
        basic.auth.user.info=${file:%s:registry}
        """
            .formatted(secrets));
    var properties = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));

    // When
    int id = register(url(""), KafkaSettings.resolve(settings));

    // Then
    assertThat(id).isEqualTo(7);
    assertThat(received).containsOnly(BASIC);
  }

  @Test
  void shouldReportRejectedCredentialsWithoutShowingThem() {
    assertThatExceptionOfType(SchemaRegistry.AccessDeniedException.class)
        .isThrownBy(() -> register(url("lethe:wr@ong@"), Map.of()))
        .withMessageStartingWith(
            "schema registry %s: got status 401 for subject t-value, expected", url(""))
        .withMessageNotContaining("ong@");
  }

  @Test
  void shouldRejectDifferentCredentialsInOneAddressList() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> register(url("a:secret1@") + "," + url("a:secret2@"), Map.of()))
        .withMessageContaining("http://***@")
        .withMessageNotContaining("secret");
  }

  private int register(String url, Map<String, ?> settings) {
    return new ConfluentSchemaRegistry(url, settings).register("t-value", Run.getClassSchema());
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private String url(String credentials) {
    return "http://%s%s:%d"
        .formatted(
            credentials,
            server.getAddress().getAddress().getHostAddress(),
            server.getAddress().getPort());
  }
}
