package dev.lethe.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics}, {@code /livez} and {@code /readyz} over HTTP until closed, for a
 * component without a web server. Tokens protect the meters only: probes have none.
 */
public final class MonitorServer implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";

  /** Several, so that a client that sends nothing does not keep a probe waiting. */
  private static final int THREADS = 8;

  /** Seconds after which the server closes a connection whose request is not complete. */
  private static final String MAX_REQUEST_SECONDS = "10";

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            var daemon = new Thread(task, "monitor");
            daemon.setDaemon(true);
            return daemon;
          });

  /**
   * Answer of a probe.
   *
   * @param passes true for status 200, false for 503
   * @param text body of the response
   */
  public record Health(boolean passes, String text) {}

  private record Response(int status, String type, String text, Map<String, String> headers) {
    Response(int status, String type, String text) {
      this(status, type, text, Map.of());
    }
  }

  /**
   * Starts a server.
   *
   * @param host name or address to listen on
   * @param port port to listen on; 0 for a free one
   * @param tokens secrets of those who may read the meters; empty if everybody may
   * @throws IllegalArgumentException if it cannot listen there
   */
  public MonitorServer(
      String host,
      int port,
      Monitor monitor,
      Optional<Tokens> tokens,
      Supplier<Health> live,
      Supplier<Health> ready) {
    // The JDK's server reads this limit when it is first used; there is no other way to set it.
    System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
    try {
      server = HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException | IllegalArgumentException e) {
      threads.shutdown();
      throw new IllegalArgumentException(
          "metrics.port: got %s:%d, expected an address of this machine with a free port (%s)"
              .formatted(host, port, e.getMessage()),
          e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange ->
            answer(
                exchange,
                () ->
                    switch (exchange.getRequestURI().getPath()) {
                      case "/metrics" -> meters(exchange, monitor, tokens);
                      case "/livez" -> response(live.get());
                      case "/readyz" -> response(ready.get());
                      default ->
                          new Response(404, TEXT, "path: expected /metrics, /livez or /readyz");
                    }));
    server.start();
  }

  /** Returns the address of the server on this machine. */
  public URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  private static Response meters(HttpExchange exchange, Monitor monitor, Optional<Tokens> tokens) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    return tokens.isEmpty() || tokens.get().admit(authorization)
        ? new Response(200, Monitor.CONTENT_TYPE, monitor.scrape())
        : new Response(
            401,
            TEXT,
            "authorization: expected a token",
            Map.of("WWW-Authenticate", Tokens.CHALLENGE));
  }

  private static Response response(Health health) {
    return new Response(health.passes() ? 200 : 503, TEXT, health.text());
  }

  private static void answer(HttpExchange exchange, Supplier<Response> page) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      boolean reads = "GET".equals(method) || "HEAD".equals(method);
      Response response =
          reads
              ? page.get()
              : new Response(
                  405, TEXT, "method: expected GET or HEAD", Map.of("Allow", "GET, HEAD"));
      byte[] body = response.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", response.type());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      response.headers().forEach(exchange.getResponseHeaders()::set);
      boolean head = "HEAD".equals(method);
      exchange.sendResponseHeaders(response.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
