package dev.lethe.schemas;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Address of a schema registry without credentials, and the settings of the client with them.
 *
 * <p>Credentials in an address become settings here. So no log line and no error message of ours or
 * of the client can show them.
 *
 * @param url base address, or several separated by commas, without credentials
 * @param settings settings of the client; not for output
 */
record RegistryAddress(String url, Map<String, Object> settings) {
  private static final String BASIC_SOURCE = "basic.auth.credentials.source";
  private static final String BASIC_USER_INFO = "basic.auth.user.info";
  private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  private static final String BEARER_TOKEN = "bearer.auth.token";
  private static final String BEARER_ISSUER = "bearer.auth.issuer.endpoint.url";

  /** Serializers have this prefix before all keys of the client, the client before some. */
  private static final String NAMESPACE = "schema.registry.";

  private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)([^/,]*)@");

  /**
   * Separates credentials from an address.
   *
   * @param settings settings of the user. If they have {@code basic.auth.user.info}, {@code
   *     bearer.auth.token} or {@code bearer.auth.issuer.endpoint.url}, the client uses it, also
   *     without the setting that names the source.
   * @throws IllegalArgumentException if the addresses have different credentials
   */
  static RegistryAddress of(String url, Map<String, ?> settings) {
    Map<String, Object> client = new HashMap<>(settings);
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(NAMESPACE)) {
            client.putIfAbsent(key.substring(NAMESPACE.length()), value);
          }
        });
    Set<String> found = new LinkedHashSet<>();
    Matcher credentials = CREDENTIALS.matcher(url);
    while (credentials.find()) {
      found.add(decode(credentials.group(1)));
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "schema.registry.url: got %s with different credentials, expected the same in each address"
              .formatted(mask(url)));
    }
    if (!found.isEmpty()) {
      client.put(BASIC_SOURCE, "USER_INFO");
      client.put(BASIC_USER_INFO, List.copyOf(found).get(0));
    }
    if (client.containsKey(BASIC_USER_INFO)) {
      client.putIfAbsent(BASIC_SOURCE, "USER_INFO");
    }
    if (client.containsKey(BEARER_TOKEN)) {
      client.putIfAbsent(BEARER_SOURCE, "STATIC_TOKEN");
    }
    if (client.containsKey(BEARER_ISSUER)) {
      client.putIfAbsent(BEARER_SOURCE, "OAUTHBEARER");
    }
    List<String> addresses = new ArrayList<>();
    for (String address : url.split(",", -1)) {
      addresses.add(CREDENTIALS.matcher(address.strip()).replaceAll(""));
    }
    return new RegistryAddress(String.join(",", addresses), client);
  }

  /** Returns the text with the credentials of all addresses replaced by asterisks. */
  static String mask(String text) {
    return CREDENTIALS.matcher(text).replaceAll("***@");
  }

  private static String decode(String credentials) {
    // in an address, unlike in a form, a plus sign is a plus sign
    return URLDecoder.decode(credentials.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Returns the address only. */
  @Override
  public String toString() {
    return url;
  }
}
