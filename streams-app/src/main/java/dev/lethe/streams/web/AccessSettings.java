package dev.lethe.streams.web;

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
  static final int MIN_TOKEN = 16;

  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{%d,}".formatted(MIN_TOKEN));
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+");

  public AccessSettings {
    tokens = Set.copyOf(tokens);
    trustedProxies = Set.copyOf(trustedProxies);
    if (tokens.isEmpty() && trustedHeader.isEmpty()) {
      throw new IllegalArgumentException("token.file: got no token, expected one per line");
    }
    if (!tokens.stream().allMatch(TOKEN.asMatchPredicate())) {
      throw new IllegalArgumentException(
          "token.file: got a token that is too short or has blanks, expected %d or more visible ASCII characters"
              .formatted(MIN_TOKEN));
    }
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
