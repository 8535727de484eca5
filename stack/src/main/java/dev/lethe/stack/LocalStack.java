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
 * Running broker and registry. It owns both processes and the lock of the directory until it is
 * closed.
 */
public final class LocalStack implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(LocalStack.class);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

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
   * Starts both processes in parallel and returns when both are ready.
   *
   * @param config directory and addresses of the stack
   * @param progress receives a line per event, on the calling thread
   * @return the running stack
   * @throws StackException if the directory or a port is not usable or a process fails; no process
   *     or lock remains then
   */
  public static LocalStack start(StackConfig config, Consumer<String> progress) {
    long start = System.nanoTime();
    StackDirectory.prepare(config.directory());
    LocalStack stack = launch(config, progress);
    try {
      stack.broker.awaitReady(START_TIMEOUT);
      progress.accept(
          "broker ready on %s after %s".formatted(stack.bootstrapServers(), secondsSince(start)));
      stack.registry.awaitReady(START_TIMEOUT);
      progress.accept(
          "registry ready on %s after %s".formatted(stack.registryUrl(), secondsSince(start)));
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
      ChildProcess.awaitExitOfPrevious(directory, Broker.NAME, progress);
      ChildProcess.awaitExitOfPrevious(directory, Registry.NAME, progress);
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
   * Finds the process that runs a stack in a directory. Call it from another process.
   *
   * @return process of the stack, or empty if no stack runs in the directory
   * @throws StackException if the process cannot be determined
   */
  public static Optional<ProcessHandle> holder(Path directory) {
    return DirectoryLock.holder(directory);
  }

  /**
   * Returns the address of the broker.
   *
   * @return {@code host:port}
   */
  public String bootstrapServers() {
    return broker.address();
  }

  /**
   * Returns the URL of the Confluent schema registry API.
   *
   * @return HTTP URL that ends in {@code /apis/ccompat/v7}
   */
  public String registryUrl() {
    return registry.url();
  }

  /**
   * Returns the directory of the data and the logs.
   *
   * @return absolute path
   */
  public Path directory() {
    return directory;
  }

  /**
   * Returns true if both processes run.
   *
   * @return false after either process has exited
   */
  public boolean isAlive() {
    return failure().isEmpty();
  }

  /** Returns true if the broker runs. Without it, clients wait until their timeouts. */
  public boolean isBrokerAlive() {
    return broker.process().isAlive();
  }

  /** Returns which process has exited, with its exit code and its log; empty if both run. */
  public Optional<String> failure() {
    return broker
        .process()
        .exit()
        .map("the broker has "::concat)
        .or(() -> registry.process().exit().map("the registry has "::concat));
  }

  /**
   * Stops both processes and releases the directory. Kills a process that does not exit in time. A
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

  private static String secondsSince(long start) {
    return "%.1f s".formatted((System.nanoTime() - start) / 1e9);
  }
}
