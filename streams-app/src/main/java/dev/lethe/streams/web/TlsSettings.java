package dev.lethe.streams.web;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/**
 * Key and certificate of the server.
 *
 * @param keystore PKCS12 or JKS file
 * @param password password of the file and of the key
 */
public record TlsSettings(Path keystore, String password) {
  /**
   * Opens the file.
   *
   * @throws IllegalArgumentException if the file cannot be read with the password
   */
  public TlsSettings {
    try {
      KeyStore.getInstance(keystore.toFile(), password.toCharArray());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "tls.keystore: got '%s', expected a keystore that opens with the password of tls.password.file: %s"
              .formatted(keystore, e.getMessage()),
          e);
    }
  }

  /** Returns the file only. */
  @Override
  public String toString() {
    return keystore.toString();
  }
}
