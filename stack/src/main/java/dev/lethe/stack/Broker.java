package dev.lethe.stack;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The Kafka broker: one node that is its own controller, with its data below {@code kafka}. */
final class Broker {

  static final String NAME = "kafka";
  static final String CONTROLLER_HOST = "127.0.0.1";

  // Relative to the process's working directory, so that no character of the path needs an escape.
  private static final String LOG_DIRECTORY = NAME + "/data";
  private static final String SETTINGS = NAME + "/server.properties";

  private final ChildProcess process;
  private final String address;

  private Broker(ChildProcess process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts the process; {@link #awaitReady} says when it answers.
   *
   * @param directory the stack's directory
   * @param host the host to listen on
   * @param port the port of clients
   * @param controllerPort the port that the broker speaks to its controller through, on 127.0.0.1
   */
  static Broker start(Path directory, String host, int port, int controllerPort) {
    String address = host + ":" + port;
    write(directory.resolve(SETTINGS), settings(address, CONTROLLER_HOST + ":" + controllerPort));
    ChildProcess.Command command =
        new ChildProcess.Command(
            NAME,
            List.of(
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Dlogback.configurationFile=dev/lethe/stack/broker-logback.xml"),
            Programs.broker(),
            List.of(BrokerMain.class.getName(), SETTINGS, LOG_DIRECTORY));
    return new Broker(ChildProcess.start(directory, command), address);
  }

  /**
   * Waits until the broker takes requests, which it does once it is a member of its cluster: its
   * port opens after that.
   */
  void awaitReady(Duration limit) {
    process.await(() -> Endpoints.speaksKafka(address), limit);
  }

  String address() {
    return address;
  }

  ChildProcess process() {
    return process;
  }

  private static Properties settings(String address, String controller) {
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            // A fixed quorum, not a voter set in the log: a restart may change the port.
            "controller.quorum.voters", "1@" + controller,
            "controller.listener.names", "CONTROLLER",
            "listeners", "PLAINTEXT://%s,CONTROLLER://%s".formatted(address, controller),
            "advertised.listeners", "PLAINTEXT://" + address,
            "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "PLAINTEXT",
            "log.dirs", LOG_DIRECTORY));
    settings.putAll(
        Map.of(
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            // 50 partitions each are for a cluster; one machine opens their files in vain.
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.num.partitions", "1"));
    settings.putAll(
        Map.of(
            "auto.create.topics.enable", "false",
            "group.initial.rebalance.delay.ms", "0",
            // The default is a quarter of this process's heap, for topics far larger than ours.
            "log.cleaner.dedupe.buffer.size", "16777216"));
    return settings;
  }

  private static void write(Path file, Properties settings) {
    try {
      Files.createDirectories(file.getParent());
      try (Writer writer = Files.newBufferedWriter(file)) {
        settings.store(writer, "Written at each start of the stack.");
      }
    } catch (IOException e) {
      throw new StackException("dir: %s cannot be written".formatted(file), e);
    }
  }
}
