package dev.lethe.streams.web;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides if a request comes from somebody who may read. */
final class Authentication {
  /** A browser asks for a password after it, and sends it with every later request. */
  static final String CHALLENGE = "Basic realm=\"Lethe\", charset=\"UTF-8\"";

  private final List<byte[]> tokens;
  private final Optional<String> trustedHeader;
  private final Set<InetAddress> proxies;

  Authentication(AccessSettings settings) {
    tokens = settings.tokens().stream().map(Authentication::digest).toList();
    trustedHeader = settings.trustedHeader();
    proxies = addresses(settings.trustedProxies());
  }

  /** Returns true if the request has a token, or the header of a trusted proxy. */
  boolean admits(Context context) {
    return hasToken(context.header("Authorization")) || isFromProxy(context);
  }

  private boolean hasToken(String header) {
    int space = header == null ? -1 : header.indexOf(' ');
    if (space < 0) {
      return false;
    }
    String value = header.substring(space + 1).strip();
    return switch (header.substring(0, space).toLowerCase(Locale.ROOT)) {
      case "bearer" -> isToken(value);
      case "basic" -> password(value).filter(this::isToken).isPresent();
      default -> false;
    };
  }

  private static Optional<String> password(String credentials) {
    try {
      String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      int colon = decoded.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(decoded.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Takes as long for a nearly right token as for another one. */
  private boolean isToken(String text) {
    byte[] digest = digest(text);
    boolean found = false;
    for (byte[] token : tokens) {
      found |= MessageDigest.isEqual(token, digest);
    }
    return found;
  }

  private boolean isFromProxy(Context context) {
    String user = trustedHeader.map(context::header).orElse(null);
    return user != null
        && !user.isBlank()
        && addresses(Set.of(context.req().getRemoteAddr())).stream().anyMatch(proxies::contains);
  }

  private static Set<InetAddress> addresses(Set<String> names) {
    var addresses = new HashSet<InetAddress>();
    for (String name : names) {
      try {
        addresses.addAll(List.of(InetAddress.getAllByName(name)));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(
            "trusted.proxies: got '%s', expected an address or a known name".formatted(name), e);
      }
    }
    return addresses;
  }

  private static byte[] digest(String text) {
    return SecurityHeaders.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
