package dev.lethe.schemas;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against sockets that answer as other servers do. */
class ClusterAdminTest {
  private static final byte[] TLS_ALERT = {0x15, 3, 3, 0, 2, 2, 0x46};
  private static final byte[] API_VERSIONS = {0, 0, 0, 10, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0};

  private ServerSocket server;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** A Kafka client would allocate 336 MB, the size that the first four bytes announce. */
  @Test
  @DisplayName("no security settings on a TLS port")
  void shouldHintAtTlsWhenThePortSpeaksIt() {
    // Given
    answer(TLS_ALERT);

    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterAdmin.connect(address(), Map.of()))
        .withMessageStartingWith(
            "bootstrap.servers: got '%s', which uses TLS, expected a port for security.protocol=PLAINTEXT",
            address());
  }

  /** Kafka's clients load a library for tokens that they do not bring. */
  @Test
  void shouldSayInOneLineThatTheAddressOfTokensIsNotAllowed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ClusterAdmin.connect(
                    address(),
                    Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "OAUTHBEARER",
                        "sasl.login.callback.handler.class",
                            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
                        "sasl.oauthbearer.token.endpoint.url", "http://localhost:1/token",
                        "sasl.jaas.config",
                            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
                        "sasl.oauthbearer.client.credentials.client.id", "lethe",
                        "sasl.oauthbearer.client.credentials.client.secret", "s3cret")))
        .withMessageStartingWith(
            "command.config: got settings with which no client of Kafka starts, expected valid ones: ")
        .withMessageContaining(
            "sasl.oauthbearer.token.endpoint.url: The URL cannot be accessed due to restrictions. Update the system property 'org.apache.kafka.sasl.oauthbearer.allowed.urls'")
        .withMessageNotContainingAny("\n", "s3cret", "Exception");
  }

  @Test
  void shouldNameAnHttpServer() {
    // Given
    answer("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterAdmin.connect(address(), Map.of()))
        .withMessageContaining("which is an HTTP server");
  }

  /** Closing an admin client with an open request would wait for that request, up to a minute. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  @DisplayName("no security settings on a TLS port")
  void shouldGiveUpInTimeWhenNothingAnswers() throws IOException {
    // Given: a port without a server
    String address = address();
    server.close();

    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> listTopics(address, Map.of()))
        .withMessage(
            "bootstrap.servers: got '%s', expected a broker that answers within 1 s; no broker answers there: start it (on one machine: ./lethe up), or set another address with --bootstrap-server",
            address);
  }

  @Test
  void shouldHintAtAuthenticationWhenABrokerCompletesNoRequest() {
    // Given
    answer(API_VERSIONS);

    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> listTopics(address(), Map.of()))
        .withMessageContaining("it may require authentication");
  }

  private static void listTopics(String address, Map<String, ?> settings) {
    try (var cluster = ClusterAdmin.connect(address, settings, Duration.ofSeconds(1))) {
      cluster.await(cluster.admin().listTopics().names());
    }
  }

  private String address() {
    return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
  }

  /** Answers the first request of each connection with the same bytes. */
  private void answer(byte[] bytes) {
    startDaemon(
        () -> {
          while (!server.isClosed()) {
            try {
              Socket socket = server.accept();
              startDaemon(() -> answer(socket, bytes));
            } catch (SocketException e) {
              return; // closed at the end of the test
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
  }

  private static void answer(Socket socket, byte[] bytes) {
    try (socket) {
      if (socket.getInputStream().read() >= 0) {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    } catch (SocketException e) {
      return; // the client has reset the connection
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void startDaemon(Runnable task) {
    var thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }
}
