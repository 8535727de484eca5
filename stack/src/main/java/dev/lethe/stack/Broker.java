package dev.lethe.stack;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Kafka broker: a single KRaft node in combined mode, with its data below {@code kafka}. */
final class Broker {

  static final String NAME = "kafka";
  static final String CONTROLLER_HOST = "127.0.0.1";

  // Relative to the working directory of the process, so that no path needs escaping.
  private static final String LOG_DIRECTORY = NAME + "/data";
  private static final String SETTINGS = NAME + "/server.properties";

  private final ChildProcess process;
  private final String address;

  private Broker(ChildProcess process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts the process without waiting for it. Call {@link #awaitReady} next.
   *
   * @param directory directory of the stack
   * @param host host to listen on
   * @param port port for clients
   * @param controllerPort port of the controller listener on 127.0.0.1
   * @throws StackException if the process cannot be started
   */
  static Broker start(Path directory, String host, int port, int controllerPort) {
    String address = host + ":" + port;
    write(directory.resolve(SETTINGS), settings(address, CONTROLLER_HOST + ":" + controllerPort));
    ChildProcess.Command command =
        new ChildProcess.Command(
            NAME,
            List.of(
                "-Xmx512m",
                // Optimises a method after ten times as many calls as by default. During a short
                // run, compiling would cost more than it saves; a long run gets there soon.
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:Tier4BackEdgeThreshold=400000",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Dlogback.configurationFile=dev/lethe/stack/broker-logback.xml"),
            ProgramFiles.broker(),
            List.of(BrokerMain.class.getName(), SETTINGS, LOG_DIRECTORY));
    return new Broker(ChildProcess.start(directory, command), address);
  }

  /**
   * Waits until the broker accepts requests. It opens its port after it has registered with its
   * controller.
   *
   * @throws StackException if the process exits first or does not respond in time
   */
  void awaitReady(Duration timeout) {
    process.await(() -> ReadinessProbe.isBrokerReady(address), timeout);
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
            // A static quorum instead of a voter set in the log, because a restart can change the
            // port.
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
            // The default of 50 partitions each suits a cluster; here they only cost open files.
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.num.partitions", "1"));
    settings.putAll(
        Map.of(
            "auto.create.topics.enable", "false",
            "group.initial.rebalance.delay.ms", "0",
            // The default uses a quarter of this heap, for topics far larger than ours.
            "log.cleaner.dedupe.buffer.size", "16777216"));
    return settings;
  }

  private static void write(Path file, Properties settings) {
    try {
      Files.createDirectories(file.getParent());
      try (Writer writer = Files.newBufferedWriter(file)) {
        settings.store(writer, "Generated at each start of the stack.");
      }
    } catch (IOException e) {
      throw new StackException("dir: %s cannot be written".formatted(file), e);
    }
  }
}
