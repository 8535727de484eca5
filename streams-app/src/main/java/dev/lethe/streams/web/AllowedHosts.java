package dev.lethe.streams.web;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides which {@code Host} headers the server accepts. A page on another site can point a name of
 * its own at this server (DNS rebinding) and would then be allowed to read the API; its requests
 * carry that name.
 *
 * <p>IP addresses and {@code localhost} are always accepted: no other site can have them. So is a
 * request without the header, as load balancers send to probes, since every browser sends one.
 */
final class AllowedHosts {
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+?)\\.?(:\\d+)?");
  private static final Pattern ADDRESS =
      Pattern.compile("\\[[0-9A-Fa-f:.]+]|\\d{1,3}(\\.\\d{1,3}){3}");

  private final Set<String> names = new TreeSet<>();

  /**
   * Creates the check.
   *
   * @param names names that are accepted besides addresses and {@code localhost}
   */
  AllowedHosts(Collection<String> names) {
    names.forEach(name -> this.names.add(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * Returns true if a request may be answered.
   *
   * @param header value of the {@code Host} header, with or without a port or a dot at the end of
   *     the name; null if absent
   */
  boolean accept(String header) {
    if (header == null) {
      return true;
    }
    Matcher matcher = HOST.matcher(header.strip());
    if (!matcher.matches()) {
      return false;
    }
    String host = matcher.group(1).toLowerCase(Locale.ROOT);
    return ADDRESS.matcher(host).matches()
        || host.equals("localhost")
        || host.endsWith(".localhost")
        || names.contains(host);
  }

  @Override
  public String toString() {
    return "an IP address, localhost or a name of --allowed-hosts"
        + (names.isEmpty() ? "" : " (" + String.join(", ", names) + ")");
  }
}
