package dev.lethe.trainer;

import dev.lethe.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A process of a stack, to be killed and started again. */
final class StackProcess implements AutoCloseable {
  private final Path directory;
  private final ProcessHandle first;
  private final List<String> command;
  private Optional<Process> again = Optional.empty();

  private StackProcess(LocalStack stack, String main) {
    this.directory = stack.directory();
    this.first =
        ProcessHandle.current()
            .descendants()
            .filter(process -> commandOf(process).contains(main))
            .filter(process -> directoryOf(process).equals(directory.toString()))
            .findFirst()
            .orElseThrow();
    this.command = commandOf(first);
  }

  static StackProcess broker(LocalStack stack) {
    return new StackProcess(stack, "dev.lethe.stack.BrokerMain");
  }

  static StackProcess registry(LocalStack stack) {
    return new StackProcess(stack, "io.quarkus.runner.GeneratedMain");
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
    again.ifPresentOrElse(Process::destroyForcibly, first::destroyForcibly);
    again.map(Process::toHandle).orElse(first).onExit().join();
  }

  /** Starts the broker again on the same port and data, with more settings. */
  void restart(List<String> settings) throws IOException {
    Files.write(directory.resolve("kafka/server.properties"), settings, StandardOpenOption.APPEND);
    restart();
  }

  /** Starts the process again on the same port and data. */
  void restart() throws IOException {
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
