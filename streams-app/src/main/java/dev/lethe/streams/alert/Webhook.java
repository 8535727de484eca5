package dev.lethe.streams.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Address that receives alerts by HTTP POST. Address and headers may be secret, so {@link
 * #toString} has the host only.
 *
 * @param address http or https address with a host
 * @param headers further headers of each request
 */
public record Webhook(URI address, Map<String, String> headers) {
  public Webhook {
    String scheme = String.valueOf(address.getScheme());
    if (!scheme.matches("https?") || address.getHost() == null) {
      throw new IllegalArgumentException(
          "alert.webhooks: got an address without http, https or a host, expected one such as"
              + " https://example.org/alerts");
    }
    headers = Map.copyOf(headers);
    headers.forEach((name, value) -> requireSettable(address, name, value));
  }

  /** Refuses what the HTTP client would refuse at the first alert. */
  private static void requireSettable(URI address, String name, String value) {
    try {
      HttpRequest.newBuilder(address).setHeader(name, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "alert.webhook.headers: got '%s', expected a header that HTTP lets a client set, with a value of one line"
              .formatted(name));
    }
  }

  /**
   * Returns the webhook with this address.
   *
   * @throws IllegalArgumentException if it is no address; the message does not repeat it
   */
  public static Webhook of(String address, Map<String, String> headers) {
    URI uri;
    try {
      uri = URI.create(address.strip());
    } catch (IllegalArgumentException e) {
      // Without its cause, whose message has the address.
      throw new IllegalArgumentException(
          "alert.webhooks: got no address, expected one such as https://example.org/alerts");
    }
    return new Webhook(uri, headers);
  }

  /**
   * Reads headers from a properties file.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static Map<String, String> headers(Path file) {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "alert.webhook.headers: got '%s', expected a properties file that can be read"
              .formatted(file),
          e);
    }
    var headers = new TreeMap<String, String>();
    properties.stringPropertyNames().forEach(n -> headers.put(n, properties.getProperty(n)));
    return headers;
  }

  /** Returns a name for the consumer group, which does not reveal the address. */
  public String id() {
    try {
      var digest = java.security.MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(address.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JVM has it.
    }
  }

  @Override
  public String toString() {
    return address.getHost();
  }
}
