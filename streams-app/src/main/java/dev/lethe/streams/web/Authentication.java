package dev.lethe.streams.web;

import dev.lethe.monitoring.Tokens;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides if a request comes from somebody who may read. */
final class Authentication {
  private final Tokens tokens;
  private final Optional<String> trustedHeader;
  private final Set<InetAddress> proxies;

  Authentication(AccessSettings settings) {
    tokens = new Tokens(AccessSettings.TOKEN_FILE, settings.tokens());
    trustedHeader = settings.trustedHeader();
    proxies = addresses(settings.trustedProxies());
  }

  /** Returns true if the request has a token, or the header of a trusted proxy. */
  boolean admits(Context context) {
    return tokens.admit(context.header("Authorization")) || isFromProxy(context);
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
}
