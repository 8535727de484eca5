package dev.lethe.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server with TLS that demands a certificate of the client. */
class RegistryTlsTest {
  @TempDir private static Path directory;
  private static Certificates certificates;
  private static HttpsServer server;

  @BeforeAll
  static void startServer() throws Exception {
    certificates = Certificates.create(directory);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SSLContext context = certificates.context();
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters demanded = context.getDefaultSSLParameters();
            demanded.setNeedClientAuth(true);
            parameters.setSSLParameters(demanded);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stopServer() {
    server.stop(0);
  }

  @Test
  void shouldRegisterWithTruststoreAndKeystore() {
    assertThat(register(withKeystore(trusting()))).isEqualTo(7);
  }

  @Test
  void shouldNameTheTruststoreWhenItDoesNotTrustTheRegistry() {
    assertThatExceptionOfType(SchemaRegistry.AccessDeniedException.class)
        .isThrownBy(() -> register(Map.of()))
        .withMessageStartingWith("schema registry " + url() + ": got a certificate")
        .withMessageContaining("schema.registry.ssl.truststore.location");
  }

  @Test
  void shouldNameTheKeystoreWhenTheRegistryDemandsACertificate() {
    assertThatExceptionOfType(SchemaRegistry.RegistryUnavailableException.class)
        .isThrownBy(() -> register(trusting()))
        .withMessageContaining("schema.registry.ssl.keystore.location");
  }

  private static Map<String, String> trusting() {
    var settings = new TreeMap<String, String>();
    settings.put("schema.registry.ssl.truststore.location", certificates.clientTrust().toString());
    settings.put("schema.registry.ssl.truststore.password", Certificates.PASSWORD);
    settings.put("schema.registry.ssl.truststore.type", "PKCS12");
    return settings;
  }

  private static Map<String, String> withKeystore(Map<String, String> settings) {
    settings.put("schema.registry.ssl.keystore.location", certificates.clientKey().toString());
    settings.put("schema.registry.ssl.keystore.password", Certificates.PASSWORD);
    settings.put("schema.registry.ssl.keystore.type", "PKCS12");
    settings.put("schema.registry.ssl.key.password", Certificates.PASSWORD);
    return settings;
  }

  private static int register(Map<String, String> settings) {
    return new ConfluentSchemaRegistry(url(), settings).register("t-value", Run.getClassSchema());
  }

  private static String url() {
    return "https://localhost:" + server.getAddress().getPort();
  }
}
