package dev.lethe.cli.chaos;

import dev.lethe.stack.LocalStack;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Broker of a stack, started again behind a proxy, to be killed. */
final class BrokerChild implements AutoCloseable {
  private final Path directory;
  private final List<String> command;
  private final Proxy proxy;
  private Process process;

  /** Restarts the broker of a stack so that clients reach it through a proxy only. */
  BrokerChild(LocalStack stack) throws IOException {
    this.directory = stack.directory();
    ProcessHandle broker =
        ProcessHandle.current()
            .descendants()
            .filter(child -> commandOf(child).contains("dev.lethe.stack.BrokerMain"))
            .filter(child -> directoryOf(child).equals(directory))
            .findFirst()
            .orElseThrow();
    this.command = commandOf(broker);
    String address = stack.bootstrapServers();
    this.proxy = new Proxy();
    proxy.connectTo(
        new InetSocketAddress(
            "localhost", Integer.parseInt(address.substring(address.lastIndexOf(':') + 1))));
    Files.write(
        directory.resolve("kafka/server.properties"),
        List.of("advertised.listeners=PLAINTEXT://" + bootstrapServers()),
        StandardOpenOption.APPEND);
    broker.destroyForcibly();
    broker.onExit().join();
    start();
  }

  /** {@code ProcessHandle.Info} leaves out long command lines. */
  private static List<String> commandOf(ProcessHandle process) {
    try {
      return List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Path directoryOf(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"));
    } catch (IOException e) {
      return Path.of("/");
    }
  }

  String bootstrapServers() {
    return "localhost:" + proxy.port();
  }

  Proxy proxy() {
    return proxy;
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("again.log").toFile()))
            .redirectErrorStream(true)
            .start();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    proxy.close();
  }
}
