package dev.lethe.trainer;

import dev.lethe.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** The broker of a stack, to be killed and started again, perhaps with other settings. */
final class BrokerProcess implements AutoCloseable {
  private final Path directory;
  private final ProcessHandle broker;
  private final List<String> command;
  private Optional<Process> again = Optional.empty();

  BrokerProcess(LocalStack stack) {
    this.directory = stack.directory();
    this.broker =
        ProcessHandle.current()
            .descendants()
            .filter(process -> commandOf(process).contains("dev.lethe.stack.BrokerMain"))
            .filter(process -> directoryOf(process).equals(directory.toString()))
            .findFirst()
            .orElseThrow();
    this.command = commandOf(broker);
  }

  /** {@code ProcessHandle.Info} leaves out long command lines. */
  private static List<String> commandOf(ProcessHandle process) {
    try {
      String line = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
      return List.of(line.split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String directoryOf(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd")).toString();
    } catch (IOException e) {
      return "";
    }
  }

  void kill() {
    again.ifPresentOrElse(Process::destroyForcibly, broker::destroyForcibly);
    again.map(Process::toHandle).orElse(broker).onExit().join();
  }

  /** Starts the broker again on the same port and data, with more settings. */
  void restart(List<String> settings) throws IOException {
    Files.write(directory.resolve("kafka/server.properties"), settings, StandardOpenOption.APPEND);
    again =
        Optional.of(
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("again.log").toFile())
                .redirectErrorStream(true)
                .start());
  }

  @Override
  public void close() {
    again.ifPresent(Process::destroyForcibly);
  }
}
