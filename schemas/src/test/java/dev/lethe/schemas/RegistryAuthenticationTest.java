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

  private String url(String credentials) {
    return "http://%s%s:%d"
        .formatted(
            credentials,
            server.getAddress().getAddress().getHostAddress(),
            server.getAddress().getPort());
  }
}
