package dev.lethe.monitoring;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Secrets of those who may read an HTTP endpoint. Keeps their digests only. Thread-safe. */
public final class Tokens {
  /** Minimum length of a token, in characters. */
  public static final int MIN_LENGTH = 16;

  /** Response header of a refusal; a browser asks for a password after it. */
  public static final String CHALLENGE = "Basic realm=\"Lethe\", charset=\"UTF-8\"";

  private static final Pattern LEGAL = Pattern.compile("[\\x21-\\x7e]{%d,}".formatted(MIN_LENGTH));

  private final List<byte[]> digests;

  /**
   * @param key name of the setting, for the message
   * @param tokens secrets, possibly none
   * @throws IllegalArgumentException if one is too short or has other characters than visible ASCII
   */
  public Tokens(String key, Collection<String> tokens) {
    if (!tokens.stream().allMatch(LEGAL.asMatchPredicate())) {
      throw new IllegalArgumentException(
          "%s: got a token that is too short or has blanks, expected %d or more visible ASCII characters"
              .formatted(key, MIN_LENGTH));
    }
    digests = tokens.stream().map(Tokens::digest).toList();
  }

  /**
   * Returns true if a request may read.
   *
   * @param authorization its header {@code Authorization}: {@code Bearer TOKEN}, or {@code Basic}
   *     with a token as the password of any user; null if it has none
   */
  public boolean admit(String authorization) {
    int space = authorization == null ? -1 : authorization.indexOf(' ');
    if (space < 0) {
      return false;
    }
    String value = authorization.substring(space + 1).strip();
    return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
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
    for (byte[] token : digests) {
      found |= MessageDigest.isEqual(token, digest);
    }
    return found;
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
