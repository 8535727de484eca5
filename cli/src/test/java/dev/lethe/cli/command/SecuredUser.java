package dev.lethe.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * User of a {@link SecuredBroker}.
 *
 * @param name name, also the common name of the certificate and the id of the client of OAuth
 * @param key file with key and certificate
 * @param trusted file with the certificate of the broker's authority
 * @param tokens address of the issuer of tokens
 */
record SecuredUser(String name, Path key, Path trusted, String tokens) {

  SecuredUser withKey(Path other) {
    return new SecuredUser(name, other, trusted, tokens);
  }

  SecuredUser trusting(Path other) {
    return new SecuredUser(name, key, other, tokens);
  }

  SecuredUser withTokensOf(String other) {
    return new SecuredUser(name, key, trusted, other);
  }

  /** Writes the properties file of the user's clients. */
  Path properties(SecuredListener listener) throws IOException {
    return properties(listener, SecuredBroker.SECRET);
  }

  /** Writes the properties file of the user's clients, with any password or client secret. */
  Path properties(SecuredListener listener, String secret) throws IOException {
    Path directory = Files.createTempDirectory(key.getParent(), name);
    Path secrets = Files.writeString(directory.resolve("secret"), "p=" + secret + "\n");
    String own =
        switch (listener) {
          case PASSWORD ->
              """
              sasl.mechanism=SCRAM-SHA-512
              sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \
              username="%s" password="${file:%s:p}";
              """
                  .formatted(name, secrets);
          case CERTIFICATE ->
              """
              ssl.keystore.type=PEM
              ssl.keystore.location=%s
              """
                  .formatted(key);
          case TOKEN ->
              """
              sasl.mechanism=OAUTHBEARER
              sasl.login.callback.handler.class=\
              org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler
              sasl.oauthbearer.token.endpoint.url=%s
              sasl.oauthbearer.client.credentials.client.id=%s
              sasl.oauthbearer.client.credentials.client.secret=${file:%s:p}
              sasl.jaas.config=\
              org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;
              """
                  .formatted(tokens, name, secrets);
        };
    return Files.writeString(
        directory.resolve("client.properties"),
        """
        config.providers=file
        config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
        security.protocol=%s
        ssl.truststore.type=PEM
        ssl.truststore.location=%s
        %s"""
            .formatted(listener.protocol(), trusted, own));
  }
}
