package dev.lethe.streams.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Headers of every response. A page may load from this server only.
 *
 * <p>An import map must be inline, which the policy forbids by default, so its hash is allowed.
 * Other inline scripts and styles are not.
 */
final class SecurityHeaders {
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private SecurityHeaders() {}

  /**
   * Returns the headers by name.
   *
   * @param page HTML page whose import maps are allowed
   */
  static Map<String, String> of(String page) {
    var scripts = new StringBuilder("'self'");
    Matcher maps = IMPORT_MAP.matcher(page);
    while (maps.find()) {
      scripts.append(" 'sha256-").append(hash(maps.group(1))).append('\'');
    }
    return Map.of(
        "Content-Security-Policy",
        "default-src 'none'; script-src "
            + scripts
            + "; style-src 'self'; img-src 'self' data:; font-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options",
        "nosniff",
        "Cross-Origin-Resource-Policy",
        "same-origin",
        "Cross-Origin-Opener-Policy",
        "same-origin",
        "Referrer-Policy",
        "no-referrer");
  }

  private static String hash(String text) {
    return Base64.getEncoder().encodeToString(sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
