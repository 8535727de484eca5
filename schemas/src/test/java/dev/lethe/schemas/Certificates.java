package dev.lethe.schemas;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-signed certificates of a server and of a client, and stores with each other's. */
record Certificates(Path serverKey, Path serverTrust, Path clientKey, Path clientTrust) {
  static final String PASSWORD = "changeit";

  static Certificates create(Path directory) throws IOException, InterruptedException {
    var all =
        new Certificates(
            directory.resolve("server-key.p12"),
            directory.resolve("server-trust.p12"),
            directory.resolve("client-key.p12"),
            directory.resolve("client-trust.p12"));
    pair(all.serverKey, "localhost");
    pair(all.clientKey, "client");
    trust(all.serverKey, all.clientTrust);
    trust(all.clientKey, all.serverTrust);
    return all;
  }

  /** Returns the side of the server. */
  SSLContext context() throws IOException, GeneralSecurityException {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(serverKey), PASSWORD.toCharArray());
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(load(serverTrust));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private static void pair(Path file, String name) throws IOException, InterruptedException {
    keytool(
        file,
        "-genkeypair",
        "-alias",
        "key",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=dns:localhost,ip:127.0.0.1");
  }

  private static void trust(Path key, Path store) throws IOException, InterruptedException {
    Path certificate = Files.createTempFile(store.getParent(), "certificate", ".pem");
    keytool(key, "-exportcert", "-alias", "key", "-rfc", "-file", certificate.toString());
    keytool(store, "-importcert", "-alias", "peer", "-noprompt", "-file", certificate.toString());
  }

  private static void keytool(Path store, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(output);
    }
  }
}
