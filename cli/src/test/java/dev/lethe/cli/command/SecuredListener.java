package dev.lethe.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Port of a broker with TLS, and how its clients prove who they are. */
enum SecuredListener {
  /** User and password: SASL_SSL with SCRAM-SHA-512. */
  PASSWORD,
  /** Certificate of the client: SSL. */
  CERTIFICATE,
  /** Token of an OAuth issuer: SASL_SSL with OAUTHBEARER. */
  TOKEN;

  String protocol() {
    return this == CERTIFICATE ? "SSL" : "SASL_SSL";
  }

  /** Returns the settings of the broker. */
  List<String> settings(Path trusted, Path key, TokenIssuer issuer) {
    List<String> settings =
        switch (this) {
          case PASSWORD ->
              List.of(
                  "sasl.enabled.mechanisms=SCRAM-SHA-512",
                  "scram-sha-512.sasl.jaas.config="
                      + "org.apache.kafka.common.security.scram.ScramLoginModule required;");
          case CERTIFICATE ->
              List.of(
                  "ssl.client.auth=required",
                  "ssl.truststore.type=PEM",
                  "ssl.truststore.location=" + trusted,
                  "ssl.principal.mapping.rules=RULE:^CN=(.*)$/$1/");
          case TOKEN ->
              List.of(
                  "sasl.enabled.mechanisms=OAUTHBEARER",
                  "oauthbearer.sasl.server.callback.handler.class="
                      + "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler",
                  "oauthbearer.sasl.jaas.config="
                      + "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
                  "oauthbearer.sasl.oauthbearer.jwks.endpoint.url=" + issuer.address("/keys"),
                  "oauthbearer.sasl.oauthbearer.expected.audience=" + TokenIssuer.AUDIENCE,
                  "oauthbearer.sasl.oauthbearer.expected.issuer=" + issuer.address(""));
        };
    return Stream.concat(
            Stream.of("ssl.keystore.type=PEM", "ssl.keystore.location=" + key), settings.stream())
        .map(setting -> "listener.name.%s.%s".formatted(name().toLowerCase(Locale.ROOT), setting))
        .toList();
  }
}
