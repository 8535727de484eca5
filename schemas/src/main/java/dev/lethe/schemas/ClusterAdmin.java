package dev.lethe.schemas;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Connection of an admin client that says in words why a cluster does not answer.
 *
 * <p>Thread-safe.
 */
public final class ClusterAdmin implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Admin admin;
  private final String bootstrapServers;
  private final String securityProtocol;
  private final Duration timeout;
  private final long deadline;
  private volatile boolean answered;

  private ClusterAdmin(
      Admin admin, String bootstrapServers, String securityProtocol, Duration timeout, long start) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
    this.securityProtocol = securityProtocol;
    this.timeout = timeout;
    this.deadline = start + timeout.toNanos();
  }

  /**
   * Connects to a cluster.
   *
   * @param settings settings of the admin client
   * @throws IllegalArgumentException if the address or another setting is invalid, its port speaks
   *     another protocol than the settings have, or no token can be fetched
   */
  public static ClusterAdmin connect(String bootstrapServers, Map<String, ?> settings) {
    return connect(bootstrapServers, settings, TIMEOUT);
  }

  static ClusterAdmin connect(String bootstrapServers, Map<String, ?> settings, Duration timeout) {
    long start = System.nanoTime();
    requireProtocol(bootstrapServers, settings);
    Map<String, Object> all = new HashMap<>(settings);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return new ClusterAdmin(
        create(all), bootstrapServers, securityProtocol(settings), timeout, start);
  }

  private static Admin create(Map<String, Object> settings) {
    try {
      return Admin.create(settings);
    } catch (KafkaException e) {
      throw AuthenticationProblem.ofSettings(e);
    }
  }

  /** Wraps a client that is connected without TLS, for tests. */
  public static ClusterAdmin of(Admin admin, String bootstrapServers) {
    return new ClusterAdmin(
        admin,
        bootstrapServers,
        CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL,
        TIMEOUT,
        System.nanoTime());
  }

  /**
   * Checks that a client without TLS does not meet a port with TLS. Call it before creating clients
   * directly: they would run out of memory or time.
   *
   * @throws IllegalArgumentException if the port speaks another protocol
   */
  public static void requireProtocol(String bootstrapServers, Map<String, ?> settings) {
    String configured = securityProtocol(settings);
    if (usesTls(configured)) {
      return;
    }
    switch (BrokerProbe.protocol(bootstrapServers)) {
      case TLS ->
          throw new IllegalArgumentException(
              "bootstrap.servers: got '%s', which uses TLS, expected a port for security.protocol=%s; set security.protocol to SSL or SASL_SSL in the file of --command-config"
                  .formatted(bootstrapServers, configured));
      case HTTP ->
          throw new IllegalArgumentException(
              "bootstrap.servers: got '%s', which is an HTTP server, expected a Kafka broker"
                  .formatted(bootstrapServers));
      case KAFKA, UNKNOWN -> {
        // A broker that does not answer yet may be starting.
      }
    }
  }

  private static boolean usesTls(String protocol) {
    return protocol.endsWith("SSL");
  }

  private static String securityProtocol(Map<String, ?> settings) {
    Object protocol = settings.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    return protocol == null
        ? CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL
        : protocol.toString().toUpperCase(Locale.ROOT);
  }

  public Admin admin() {
    return admin;
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Waits for the result of a request.
   *
   * @throws IllegalArgumentException if no broker answers within 30 s, counted from {@link
   *     #connect} until the first answer, or the broker or this client rejects the other's
   *     credentials
   * @throws KafkaException if the request fails
   */
  public <T> T await(KafkaFuture<T> future) {
    try {
      long nanos = answered ? timeout.toNanos() : Math.max(1, deadline - System.nanoTime());
      T result = future.get(nanos, TimeUnit.NANOSECONDS);
      answered = true;
      return result;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (TimeoutException e) {
      throw noAnswer(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException cause) {
        throw noAnswer(cause);
      }
      if (e.getCause() instanceof AuthenticationException refused) {
        throw AuthenticationProblem.of(refused, bootstrapServers);
      }
      answered = true;
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    }
  }

  private IllegalArgumentException noAnswer(Exception cause) {
    return new IllegalArgumentException(
        "bootstrap.servers: got '%s', expected a broker that answers within %d s%s"
            .formatted(bootstrapServers, timeout.toSeconds(), hint()),
        cause);
  }

  private String hint() {
    BrokerProbe.Protocol protocol = BrokerProbe.protocol(bootstrapServers);
    if (protocol == BrokerProbe.Protocol.UNKNOWN) {
      return "; no broker answers there: start it (on one machine: ./lethe up), or set another address with --bootstrap-server";
    }
    if (protocol != BrokerProbe.Protocol.KAFKA) {
      return "";
    }
    if (usesTls(securityProtocol)) {
      return "; that port does not use TLS, but security.protocol is " + securityProtocol;
    }
    return securityProtocol.equals("PLAINTEXT")
        ? "; a broker is there, but it may require authentication (security.protocol=SASL_PLAINTEXT)"
        : "";
  }

  /** Closes the client without waiting for open requests, which can take a minute. */
  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
