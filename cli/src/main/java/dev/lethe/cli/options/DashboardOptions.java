package dev.lethe.cli.options;

import dev.lethe.stack.Ports;
import dev.lethe.streams.web.AccessSettings;
import dev.lethe.streams.web.TlsSettings;
import dev.lethe.streams.web.WebSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options of the dashboard: where it listens and whom it answers. */
public final class DashboardOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "localhost",
      description =
          "Address that the dashboard listens on, 0.0.0.0 for all interfaces; then also set"
              + " --token-file or --trusted-header. Default: ${DEFAULT-VALUE}.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port of the dashboard. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--allowed-hosts",
      paramLabel = "NAME",
      split = ",",
      description =
          "Further names under which browsers may reach the dashboard, such as that of a reverse"
              + " proxy, separated by commas. IP addresses, localhost and --host always work."
              + " Default: none.")
  private Set<String> allowedHosts = Set.of();

  @Option(
      names = "--path-prefix",
      paramLabel = "PATH",
      defaultValue = "",
      description =
          "Path below which the dashboard serves everything, e.g. /lethe, for a proxy that passes the"
              + " whole path on. Default: none.")
  private String pathPrefix;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with the secrets of those who may read the dashboard and its API, one per line, at"
              + " least 16 characters each. Programs send one as Authorization: Bearer TOKEN, browsers"
              + " as the password of any user. /livez and /readyz stay open. Default: everybody may"
              + " read.")
  private Path tokenFile;

  @Option(
      names = "--trusted-header",
      paramLabel = "NAME",
      description =
          "Header that names the user, such as X-Forwarded-User, set by a proxy after its login (OIDC);"
              + " it is trusted from --trusted-proxies only. Default: none.")
  private String trustedHeader;

  @Option(
      names = "--trusted-proxies",
      paramLabel = "ADDRESS",
      split = ",",
      description =
          "Addresses from which --trusted-header is trusted, separated by commas. Default: this"
              + " machine.")
  private Set<String> trustedProxies = Set.of("127.0.0.1", "::1");

  @Option(
      names = "--tls-keystore",
      paramLabel = "FILE",
      description =
          "PKCS12 or JKS file with key and certificate, for HTTPS. Default: none, the dashboard speaks"
              + " HTTP.")
  private Path tlsKeystore;

  @Option(
      names = "--tls-password-file",
      paramLabel = "FILE",
      description = "File with the password of --tls-keystore. Default: none.")
  private Path tlsPasswordFile;

  /**
   * Returns the settings.
   *
   * @throws IllegalArgumentException if a value is invalid or a file cannot be read
   */
  public WebSettings settings() {
    Ports.requireValid("port", port);
    return new WebSettings(host, port, allowedHosts, pathPrefix, tls(), access());
  }

  /** Returns a warning if others on the network may read the dashboard. */
  public Optional<String> warning() {
    if (tokenFile != null || trustedHeader != null || isLoopback()) {
      return Optional.empty();
    }
    return Optional.of(
        "host: got '%s' without --token-file and --trusted-header: everybody who reaches the port may read the dashboard"
            .formatted(host));
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private Optional<TlsSettings> tls() {
    if (tlsKeystore == null) {
      return Optional.empty();
    }
    String password =
        tlsPasswordFile == null ? "" : TokenFile.text("tls.password.file", tlsPasswordFile).strip();
    return Optional.of(new TlsSettings(tlsKeystore, password));
  }

  private Optional<AccessSettings> access() {
    if (tokenFile == null && trustedHeader == null) {
      return Optional.empty();
    }
    Set<String> tokens = tokenFile == null ? Set.of() : TokenFile.read("token.file", tokenFile);
    return Optional.of(
        new AccessSettings(tokens, Optional.ofNullable(trustedHeader), trustedProxies));
  }
}
