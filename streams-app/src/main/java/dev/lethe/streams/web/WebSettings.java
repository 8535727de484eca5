package dev.lethe.streams.web;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Address of the dashboard, and the clients that it answers.
 *
 * @param host name or address to listen on; {@code 0.0.0.0} for all addresses of this machine
 * @param port port to listen on; 0 for a free one
 * @param allowedHosts further names under which clients may reach the server, such as the name of a
 *     reverse proxy; requests for other names are refused, IP addresses and {@code localhost} are
 *     always accepted
 * @param pathPrefix path below which everything is served, such as {@code /lethe}; empty for none
 * @param tls key of the server; empty for HTTP
 * @param access proof that requests need; empty for none
 */
public record WebSettings(
    String host,
    int port,
    Set<String> allowedHosts,
    String pathPrefix,
    Optional<TlsSettings> tls,
    Optional<AccessSettings> access) {
  private static final int MAX_PORT = 65_535;
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  public WebSettings {
    if (host == null || host.isBlank()) {
      throw new IllegalArgumentException(
          "http.host: got '%s', expected a name or address of this machine"
              .formatted(host == null ? "" : host));
    }
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "http.port: got %d, expected 1 to %d, or 0 for a free port".formatted(port, MAX_PORT));
    }
    allowedHosts = Set.copyOf(allowedHosts);
    if (!PREFIX.matcher(pathPrefix).matches()) {
      throw new IllegalArgumentException(
          "path.prefix: got '%s', expected a path such as /lethe, without a slash at its end"
              .formatted(pathPrefix));
    }
  }

  /** Returns the settings of an open dashboard on this machine. */
  public static WebSettings local(int port) {
    return new WebSettings("localhost", port, Set.of(), "", Optional.empty(), Optional.empty());
  }
}
