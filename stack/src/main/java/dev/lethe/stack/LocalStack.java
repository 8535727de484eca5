package dev.lethe.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running broker and registry. It owns both processes and the directory's lock until it is
 * closed.
 */
public final class LocalStack implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(LocalStack.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final Path directory;
  private final DirectoryLock lock;
  private final Broker broker;
  private final Registry registry;

  private LocalStack(Path directory, DirectoryLock lock, Broker broker, Registry registry) {
    this.directory = directory;
    this.lock = lock;
    this.broker = broker;
    this.registry = registry;
  }

  /**
   * Starts both side by side, and returns when both answer.
   *
   * @param config where to keep data and where to listen
   * @param progress told in one line each what happens, on the calling thread
   * @return the running stack
   * @throws StackException when the directory, a port or a process is not as it should be; nothing
   *     stays behind then
   */
  public static LocalStack start(StackConfig config, Consumer<String> progress) {
    long begin = System.nanoTime();
    StackDirectory.prepare(config.directory());
    LocalStack stack = launch(config, progress);
    try {
      stack.broker.awaitReady(START_LIMIT);
      progress.accept(
          "broker ready on %s after %s".formatted(stack.bootstrapServers(), since(begin)));
      stack.registry.awaitReady(START_LIMIT);
      progress.accept("registry ready on %s after %s".formatted(stack.registryUrl(), since(begin)));
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
    LOGGER
        .atInfo()
        .addKeyValue("directory", stack.directory)
        .addKeyValue("bootstrapServers", stack.bootstrapServers())
        .addKeyValue("registryUrl", stack.registryUrl())
        .log("Stack started");
    return stack;
  }

  private static LocalStack launch(StackConfig config, Consumer<String> progress) {
    Path directory = config.directory();
    DirectoryLock lock = DirectoryLock.acquire(directory);
    Broker broker = null;
    try {
      ChildProcess.awaitEndOfPrevious(directory, Broker.NAME, progress);
      ChildProcess.awaitEndOfPrevious(directory, Registry.NAME, progress);
      Ports ports = new Ports(config.bindHost(), new Random());
      int brokerPort =
          ports.resolve("broker.port", config.brokerPort(), Set.of(config.registryPort()));
      int registryPort = ports.resolve("registry.port", config.registryPort(), Set.of(brokerPort));
      int controllerPort =
          new Ports(Broker.CONTROLLER_HOST, new Random())
              .resolve("controller.port", 0, Set.of(brokerPort, registryPort));
      progress.accept("starting broker and registry in " + directory);
      broker = Broker.start(directory, config.bindHost(), brokerPort, controllerPort);
      Registry registry = Registry.start(directory, config.bindHost(), registryPort);
      return new LocalStack(directory, lock, broker, registry);
    } catch (RuntimeException e) {
      if (broker != null) {
        broker.process().close();
      }
      lock.close();
      throw e;
    }
  }

  /**
   * The process that runs a stack in a directory, another than this one.
   *
   * @return empty if none does
   * @throws StackException if that cannot be found out
   */
  public static Optional<ProcessHandle> holder(Path directory) {
    return DirectoryLock.holder(directory);
  }

  /**
   * Where Kafka clients connect.
   *
   * @return {@code host:port}
   */
  public String bootstrapServers() {
    return broker.address();
  }

  /**
   * Where clients of the Confluent schema registry API connect.
   *
   * @return an HTTP URL that ends in {@code /apis/ccompat/v7}
   */
  public String registryUrl() {
    return registry.url();
  }

  /**
   * Where the data and the logs are.
   *
   * @return an absolute path
   */
  public Path directory() {
    return directory;
  }

  /**
   * Whether both processes run.
   *
   * @return false once either has ended
   */
  public boolean isAlive() {
    return broker.process().isAlive() && registry.process().isAlive();
  }

  /**
   * Ends both processes, in good order when they let themselves, and gives the directory free. A
   * second call does nothing.
   */
  @Override
  public void close() {
    broker.process().terminate();
    registry.process().terminate();
    broker.process().close();
    registry.process().close();
    lock.close();
  }

  private static String since(long begin) {
    return "%.1f s".formatted((System.nanoTime() - begin) / 1e9);
  }
}
