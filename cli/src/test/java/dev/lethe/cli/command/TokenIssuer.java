package dev.lethe.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Issuer of OAuth: gives a client a signed token for its secret, and brokers the key with which
 * they verify it. The user of the token is the client's id.
 */
final class TokenIssuer implements AutoCloseable {
  static final String AUDIENCE = "kafka";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int VALID_SECONDS = 600;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final KeyPair keys;
  private final String secret;

  /**
   * @param secret secret of every client
   */
  TokenIssuer(String secret) throws IOException, GeneralSecurityException {
    this.secret = secret;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/keys", exchange -> answer(exchange, 200, publicKeys()));
    server.createContext("/token", exchange -> issue(exchange, AUDIENCE));
    server.createContext("/other-audience", exchange -> issue(exchange, "others"));
    server.start();
  }

  String address(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  private void issue(HttpExchange exchange, String audience) throws IOException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String credentials =
        new String(Base64.getDecoder().decode(header.replaceFirst("Basic ", "")), UTF_8);
    int colon = credentials.indexOf(':');
    if (credentials.substring(colon + 1).equals(secret)) {
      answer(
          exchange,
          200,
          "{\"access_token\":\"%s\",\"token_type\":\"Bearer\"}"
              .formatted(token(credentials.substring(0, colon), audience)));
    } else {
      answer(exchange, 401, "{\"error\":\"invalid_client\"}");
    }
  }

  private String token(String user, String audience) {
    long now = Instant.now().getEpochSecond();
    String signed =
        encode("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"key\"}".getBytes(UTF_8))
            + "."
            + encode(
                "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"scope\":\"kafka\",\"iat\":%d,\"exp\":%d}"
                    .formatted(address(""), audience, user, now, now + VALID_SECONDS)
                    .getBytes(UTF_8));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String publicKeys() {
    var key = (RSAPublicKey) keys.getPublic();
    return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"key\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(
            encode(key.getModulus().toByteArray()), encode(key.getPublicExponent().toByteArray()));
  }

  private static String encode(byte[] content) {
    return BASE64.encodeToString(content);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
