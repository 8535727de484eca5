package dev.lethe.schemas;

import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * A reason why a connection with TLS cannot work with the present settings. A retry does not help.
 */
final class TlsProblem {
  private static final String ALERT = "Received fatal alert: ";

  private TlsProblem() {}

  /**
   * Returns what was got and expected, or empty if TLS is not the reason or a retry may help.
   *
   * @param prefix start of the names of the settings, such as {@code schema.registry.}
   */
  static Optional<String> of(Throwable failure, String prefix) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
        return Optional.of(
            "got a certificate that is not trusted (%s), expected one for its host name that %sssl.truststore.location contains"
                .formatted(cause.getMessage(), prefix));
      }
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof SSLException && message.startsWith(ALERT)) {
        return Optional.of(
            "got the TLS alert %s, expected a certificate of ours that it accepts (%sssl.keystore.location)"
                .formatted(message.substring(ALERT.length()), prefix));
      }
    }
    return Optional.empty();
  }
}
