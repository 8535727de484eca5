package dev.lethe.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.lethe.streams.alert.AlertRules;
import dev.lethe.streams.alert.AlertSettings;
import dev.lethe.streams.alert.Webhook;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook that fails at the first request, and keeps run, rule and state of the others. */
final class AlertReceiver implements AutoCloseable {
  private final List<String> alerts = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private boolean failed;

  AlertReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            JsonNode alert = new ObjectMapper().readTree(exchange.getRequestBody());
            if (failed) {
              alerts.add(
                  "%s %s %s"
                      .formatted(
                          alert.get("run").asText(),
                          alert.get("rule").asText(),
                          alert.get("state").asText()));
            }
            exchange.sendResponseHeaders(failed ? 204 : 503, -1);
            failed = true;
          }
        });
    server.start();
  }

  /** Returns rules with and without a method, and this webhook. */
  AlertSettings settings(Path directory) throws IOException {
    Path rules =
        Files.write(
            directory.resolve("alert.rules"),
            List.of("forgets: forgetting(window=any) > 0.2", "naive: accuracy < 0.99 on method=*"));
    String address = "http://localhost:%d/".formatted(server.getAddress().getPort());
    return new AlertSettings(AlertRules.read(rules), List.of(Webhook.of(address, Map.of())));
  }

  List<String> alerts() {
    return List.copyOf(alerts);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
