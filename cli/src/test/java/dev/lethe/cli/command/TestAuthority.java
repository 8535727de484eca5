package dev.lethe.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Certificate authority whose keys and certificates are in PEM files, as Kafka reads them. */
final class TestAuthority {
  private static final String PASSWORD = "changeit";
  private static final String NAME = "authority";

  private final Path directory;
  private final Path store;

  TestAuthority(Path directory) throws IOException, InterruptedException {
    this.directory = Files.createDirectories(directory);
    this.store = directory.resolve("all.p12");
    generate(NAME, "-ext", "bc:c");
  }

  /** Returns the file with the certificate of the authority. */
  Path trusted() throws IOException, GeneralSecurityException {
    return Files.writeString(
        directory.resolve("trusted.pem"), pem("CERTIFICATE", load().getCertificate(NAME)));
  }

  /** Returns the file with a new key for a common name and its certificate. */
  Path issue(String name, String... more)
      throws IOException, InterruptedException, GeneralSecurityException {
    var arguments = new ArrayList<>(List.of("-signer", NAME));
    arguments.addAll(Arrays.asList(more));
    generate(name, arguments.toArray(String[]::new));
    KeyStore keys = load();
    var text =
        new StringBuilder(
            pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    for (Certificate certificate : keys.getCertificateChain(name)) {
      text.append(pem("CERTIFICATE", certificate));
    }
    return Files.writeString(directory.resolve(name + ".pem"), text);
  }

  private KeyStore load() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private static String pem(String type, Certificate certificate) throws GeneralSecurityException {
    return pem(type, certificate.getEncoded());
  }

  private static String pem(String type, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(type, Base64.getMimeEncoder().encodeToString(content), type);
  }

  private void generate(String name, String... more) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(Arrays.asList(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(output);
    }
  }
}
