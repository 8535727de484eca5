package dev.lethe.streams.web;

import dev.lethe.monitoring.Tokens;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Proofs that a request may read. One of both is enough.
 *
 * @param tokens secrets that clients send as {@code Authorization: Bearer TOKEN}, or browsers as
 *     the password of any user
 * @param trustedHeader header that names the user, set by a proxy after its login; without it, no
 *     header is trusted
 * @param trustedProxies addresses of clients whose header is trusted
 */
public record AccessSettings(
    Set<String> tokens, Optional<String> trustedHeader, Set<String> trustedProxies) {
  static final String TOKEN_FILE = "token.file";

  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+");

  public AccessSettings {
    tokens = Set.copyOf(tokens);
    trustedProxies = Set.copyOf(trustedProxies);
    if (tokens.isEmpty() && trustedHeader.isEmpty()) {
      throw new IllegalArgumentException(TOKEN_FILE + ": got no token, expected one per line");
    }
    new Tokens(TOKEN_FILE, tokens);
    trustedHeader
        .filter(HEADER.asMatchPredicate().negate())
        .ifPresent(
            header -> {
              throw new IllegalArgumentException(
                  "trusted.header: got '%s', expected the name of a header such as X-Forwarded-User"
                      .formatted(header));
            });
  }

  /** Returns no secret. */
  @Override
  public String toString() {
    return "%d tokens, header %s".formatted(tokens.size(), trustedHeader.orElse("none"));
  }
}
