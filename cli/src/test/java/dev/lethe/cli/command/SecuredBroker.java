package dev.lethe.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lethe.stack.LocalStack;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.awaitility.Awaitility;

/**
 * Broker of a stack, started again with a second port: SASL_SSL with SCRAM-SHA-512, Kafka's own
 * authorizer, and a log of each of its decisions. Users of the first port may do everything.
 */
final class SecuredBroker implements AutoCloseable {
  private static final String PASSWORD = "s3cret-of-kafka";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final Process process;
  private final int port;
  private final Path trusted;
  private final Admin admin;

  SecuredBroker(LocalStack stack) throws IOException, InterruptedException {
    directory = stack.directory();
    ProcessHandle first = RunningUp.brokers().get(0);
    var command =
        new ArrayList<>(
            List.of(Files.readString(Path.of("/proc/" + first.pid() + "/cmdline")).split("\0")));
    command.replaceAll(
        argument ->
            argument.startsWith("-Dlogback.configurationFile=")
                ? "-Dlogback.configurationFile=" + Path.of(audit()).toAbsolutePath()
                : argument);
    first.destroyForcibly();
    first.onExit().join();
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    trusted = directory.resolve("trusted.pem");
    Files.write(
        directory.resolve("kafka/server.properties"),
        settings(stack.bootstrapServers(), keystore()),
        StandardOpenOption.APPEND);
    process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(log().toFile())
            .redirectErrorStream(true)
            .start();
    admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> admin.describeCluster().nodes().get().size() == 1);
  }

  /** Returns the file of the broker's logging, in which the authorizer says everything. */
  private static String audit() {
    return "src/test/resources/audited-broker-logback.xml";
  }

  private List<String> settings(String plain, Path keystore) throws IOException {
    String secured = "SECURED://localhost:" + port;
    String listeners =
        Files.readAllLines(directory.resolve("kafka/server.properties")).stream()
            .filter(line -> line.startsWith("listeners="))
            .findFirst()
            .orElseThrow();
    return List.of(
        "",
        listeners + "," + secured,
        "advertised.listeners=PLAINTEXT://" + plain + "," + secured,
        "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL",
        "listener.name.secured.sasl.enabled.mechanisms=SCRAM-SHA-512",
        "listener.name.secured.scram-sha-512.sasl.jaas.config="
            + "org.apache.kafka.common.security.scram.ScramLoginModule required;",
        "listener.name.secured.ssl.keystore.location=" + keystore,
        "listener.name.secured.ssl.keystore.password=" + PASSWORD,
        "listener.name.secured.ssl.key.password=" + PASSWORD,
        "listener.name.secured.ssl.keystore.type=PKCS12",
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users=User:ANONYMOUS");
  }

  private Path keystore() throws IOException, InterruptedException {
    Path keystore = directory.resolve("broker.p12");
    keytool(
        keystore,
        "-genkeypair",
        "-alias",
        "broker",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost");
    keytool(keystore, "-exportcert", "-alias", "broker", "-rfc", "-file", trusted.toString());
    return keystore;
  }

  private static void keytool(Path store, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(output);
    }
  }

  /** Creates a user and returns the properties file of its clients. */
  Path user(String name) throws Exception {
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
        .all()
        .get();
    Path secrets = Files.writeString(directory.resolve(name + ".secret"), "p=" + PASSWORD + "\n");
    return Files.writeString(
        directory.resolve(name + ".properties"),
        """
        config.providers=file
        config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
        security.protocol=SASL_SSL
        sasl.mechanism=SCRAM-SHA-512
        sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \
        username="%s" password="${file:%s:p}";
        ssl.truststore.type=PEM
        ssl.truststore.location=%s
        """
            .formatted(name, secrets, trusted));
  }

  String bootstrapServers() {
    return "localhost:" + port;
  }

  Admin admin() {
    return admin;
  }

  Path log() {
    return directory.resolve("audited.log");
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    process.destroyForcibly();
  }
}
