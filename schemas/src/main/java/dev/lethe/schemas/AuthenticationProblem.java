package dev.lethe.schemas;

import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/**
 * A reason why a cluster and a client do not accept each other. A retry does not help. Messages
 * have no secrets: Kafka puts none into its own.
 */
final class AuthenticationProblem {
  private static final Pattern CLASS_NAMES = Pattern.compile("^(?:[\\w.$]+(?:Exception|Error): )+");

  private AuthenticationProblem() {}

  /** Returns the error of a connection in words: the setting, what it got and what it expected. */
  static IllegalArgumentException of(AuthenticationException e, String bootstrapServers) {
    if (e instanceof UnsupportedSaslMechanismException) {
      return new IllegalArgumentException(
          "sasl.mechanism: got one that the broker at %s does not have, expected one of its own: %s"
              .formatted(bootstrapServers, e.getMessage()),
          e);
    }
    if (e instanceof SslAuthenticationException) {
      return new IllegalArgumentException(
          "bootstrap.servers: at %s %s"
              .formatted(
                  bootstrapServers,
                  TlsProblem.of(e, "")
                      .orElse(
                          "got a TLS handshake that failed (%s), expected a certificate of ours that it accepts (ssl.keystore.location)"
                              .formatted(root(e).getMessage()))));
    }
    return new IllegalArgumentException(
        "sasl.jaas.config: got credentials that the broker at %s rejects, expected those of a user that it knows: %s"
            .formatted(bootstrapServers, e.getMessage()),
        e);
  }

  /** Returns the error of settings with which no client can be created. */
  static IllegalArgumentException ofSettings(KafkaException e) {
    return new IllegalArgumentException(
        "command.config: got settings with which no client of Kafka starts, expected valid ones: %s"
            .formatted(sentence(String.valueOf(root(e).getMessage()))));
  }

  /** Messages about tokens contain the whole stack trace of their cause. */
  private static String sentence(String message) {
    return CLASS_NAMES.matcher(message.lines().findFirst().orElse("")).replaceFirst("");
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
