package dev.lethe.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.junit.jupiter.api.Test;

class AuthenticationProblemTest {
  @Test
  void shouldNameTheCredentialsWhenTheBrokerRejectsThem() {
    assertThat(words(new SaslAuthenticationException("{\"status\":\"invalid_token\"}")))
        .isEqualTo(
            "sasl.jaas.config: got credentials that the broker at broker:9093 rejects, expected those of a user that it knows: {\"status\":\"invalid_token\"}");
  }

  @Test
  void shouldNameTheMechanismsOfTheBroker() {
    assertThat(words(new UnsupportedSaslMechanismException("enabled are [SCRAM-SHA-512]")))
        .isEqualTo(
            "sasl.mechanism: got one that the broker at broker:9093 does not have, expected one of its own: enabled are [SCRAM-SHA-512]");
  }

  @Test
  void shouldNameTheTruststoreWhenTheBrokersCertificateIsNotTrusted() {
    assertThat(words(tls(new CertificateException("PKIX path building failed"))))
        .isEqualTo(
            "bootstrap.servers: at broker:9093 got a certificate that is not trusted (PKIX path building failed), expected one for its host name that ssl.truststore.location contains");
  }

  @Test
  void shouldNameTheKeystoreWhenTheBrokerRefusesOurCertificate() {
    assertThat(words(tls(new Exception("Connection reset"))))
        .isEqualTo(
            "bootstrap.servers: at broker:9093 got a TLS handshake that failed (Connection reset), expected a certificate of ours that it accepts (ssl.keystore.location)");
  }

  @Test
  void shouldLeaveClassesAndStackTracesOutOfAMessage() {
    // Given
    var cause =
        new KafkaException(
            "org.apache.kafka.common.KafkaException: java.io.IOException: The response code 401\n\tat x.Y");

    // When, Then
    assertThat(
            AuthenticationProblem.ofSettings(new KafkaException("Failed to create", cause))
                .getMessage())
        .endsWith("expected valid ones: The response code 401");
  }

  private static AuthenticationException tls(Exception cause) {
    var handshake = new SSLHandshakeException("handshake");
    handshake.initCause(cause);
    return new SslAuthenticationException("SSL handshake failed", handshake);
  }

  private static String words(AuthenticationException e) {
    return AuthenticationProblem.of(e, "broker:9093").getMessage();
  }
}
