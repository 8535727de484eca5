package dev.lethe.cli.command;

import dev.lethe.stack.LocalStack;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.awaitility.Awaitility;

/**
 * Broker of a stack, started again with a port for each {@link SecuredListener}, Kafka's own
 * authorizer, and a log of each of its decisions. Users of the first port may do everything.
 */
final class SecuredBroker implements AutoCloseable {
  static final String SECRET = "s3cret-of-kafka";

  /** Kafka's clients and brokers fetch tokens and keys from these addresses only. */
  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final Process process;
  private final Map<SecuredListener, Integer> ports = new EnumMap<>(SecuredListener.class);
  private final TestAuthority authority;
  private final TokenIssuer issuer;
  private final Path trusted;
  private final Admin admin;

  SecuredBroker(LocalStack stack)
      throws IOException, InterruptedException, GeneralSecurityException {
    directory = stack.directory();
    authority = new TestAuthority(directory.resolve("certificates"));
    trusted = authority.trusted();
    issuer = new TokenIssuer(SECRET);
    ProcessHandle first = RunningUp.brokers().get(0);
    var command =
        new ArrayList<>(
            List.of(Files.readString(Path.of("/proc/" + first.pid() + "/cmdline")).split("\0")));
    command.replaceAll(
        argument ->
            argument.startsWith("-Dlogback.configurationFile=")
                ? "-Dlogback.configurationFile=" + Path.of(audit()).toAbsolutePath()
                : argument);
    command.add(1, "-D%s=%s".formatted(ALLOWED, issuer.address("/keys")));
    System.setProperty(ALLOWED, issuer.address("/token") + "," + issuer.address("/other-audience"));
    first.destroyForcibly();
    first.onExit().join();
    for (SecuredListener each : SecuredListener.values()) {
      try (var free = new ServerSocket(0)) {
        ports.put(each, free.getLocalPort());
      }
    }
    Files.write(
        directory.resolve("kafka/server.properties"),
        settings(
            stack.bootstrapServers(), authority.issue("localhost", "-ext", "san=dns:localhost")),
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

  private List<String> settings(String plain, Path key) throws IOException {
    String secured =
        ports.entrySet().stream()
            .map(port -> ",%s://localhost:%d".formatted(port.getKey(), port.getValue()))
            .collect(Collectors.joining());
    String protocols =
        Arrays.stream(SecuredListener.values())
            .map(listener -> ",%s:%s".formatted(listener, listener.protocol()))
            .collect(Collectors.joining());
    String listeners =
        Files.readAllLines(directory.resolve("kafka/server.properties")).stream()
            .filter(line -> line.startsWith("listeners="))
            .findFirst()
            .orElseThrow();
    List<String> settings =
        new ArrayList<>(
            List.of(
                "",
                listeners + secured,
                "advertised.listeners=PLAINTEXT://" + plain + secured,
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"
                    + protocols,
                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users=User:ANONYMOUS"));
    for (SecuredListener each : SecuredListener.values()) {
      settings.addAll(each.settings(trusted, key, issuer));
    }
    return settings;
  }

  /** Lets a user in by password, certificate and token. */
  SecuredUser user(String name) throws Exception {
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), SECRET)))
        .all()
        .get();
    return new SecuredUser(name, authority.issue(name), trusted, issuer.address("/token"));
  }

  /** Returns the authority whose certificates the broker trusts. */
  TestAuthority authority() {
    return authority;
  }

  /** Returns an address of the issuer of tokens. */
  String issuer(String path) {
    return issuer.address(path);
  }

  String bootstrapServers(SecuredListener listener) {
    return "localhost:" + ports.get(listener);
  }

  Admin admin() {
    return admin;
  }

  Path log() {
    return directory.resolve("audited.log");
  }

  @Override
  public void close() {
    System.clearProperty(ALLOWED);
    admin.close(Duration.ZERO);
    process.destroyForcibly();
    issuer.close();
  }
}
