package dev.lethe.containers;

import dev.lethe.cli.chaos.Proxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;

/** The schema registry of {@code docker/compose.yaml}, which keeps its schemas over restarts. */
final class RegistryContainer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final Proxy proxy = new Proxy();
  private final RestartableContainer container;

  RegistryContainer() throws IOException {
    container =
        new RestartableContainer(ComposeFile.image("registry"), 8080, proxy, containerId -> {});
    // As in the compose file: ids of schemas must live as long as the records that refer to them.
    container.withEnv("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:h2:file:/tmp/schemas;WRITE_DELAY=0");
    container.start();
  }

  /** Returns the base address of the Confluent API. */
  String url() {
    return "http://localhost:%d/apis/ccompat/v7".formatted(proxy.port());
  }

  /** Waits until it answers. */
  void awaitReady() {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/subjects")).build();
    HttpClient client = HttpClient.newHttpClient();
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> client.send(request, BodyHandlers.discarding()).statusCode() == 200);
  }

  void kill() {
    container.kill();
  }

  void restart() {
    container.restart();
  }

  @Override
  public void close() throws IOException {
    container.close();
    proxy.close();
  }
}
