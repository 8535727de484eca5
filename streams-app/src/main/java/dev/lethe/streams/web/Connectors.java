package dev.lethe.streams.web;

import java.time.Duration;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Port of the server, with limits: at most {@value #MAX_CONNECTIONS} connections, {@value
 * #MAX_HEADER_BYTES} bytes of request line and headers, and {@value #IDLE_SECONDS} s without a
 * byte.
 */
final class Connectors {
  static final int MAX_CONNECTIONS = 256;
  static final int MAX_HEADER_BYTES = 8192;
  static final int IDLE_SECONDS = 30;

  private Connectors() {}

  static Connector create(Server server, HttpConfiguration http, WebSettings settings) {
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setSendServerVersion(false);
    var connector =
        settings
            .tls()
            .map(tls -> secured(server, http, tls))
            .orElseGet(() -> new ServerConnector(server, new HttpConnectionFactory(http)));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(Duration.ofSeconds(IDLE_SECONDS).toMillis());
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
    return connector;
  }

  private static ServerConnector secured(Server server, HttpConfiguration http, TlsSettings tls) {
    var keys = new SslContextFactory.Server();
    keys.setKeyStorePath(tls.keystore().toString());
    keys.setKeyStorePassword(tls.password());
    // AllowedHosts checks names, and accepts addresses.
    http.addCustomizer(new SecureRequestCustomizer(false));
    return new ServerConnector(
        server, new SslConnectionFactory(keys, "http/1.1"), new HttpConnectionFactory(http));
  }
}
