package dev.lethe.stack;

import java.io.IOException;
import java.nio.file.Path;

/** Starts a parent process for tests and sends signals. */
final class TestProcesses {

  private TestProcesses() {}

  /** Starts a JVM that runs {@link StackParent}, with its output in a file. */
  static Process start(Path stackDirectory, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                ProgramFiles.java().toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                StackParent.class.getName(),
                stackDirectory.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // Variables that can be set in a user's shell and would break the registry.
    builder.environment().put("LOG_LEVEL", "verbose");
    builder.environment().put("REGISTRY_AUTH_ENABLED", "true");
    // A child that writes an archive at its exit exits later.
    builder.environment().put("LETHE_CLASS_DATA", "off");
    return builder.start();
  }

  /** Returns the broker among the children of this JVM, by an option before the class path. */
  static ProcessHandle broker() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("broker-logback.xml"))
        .findAny()
        .orElseThrow();
  }

  /** Sends a signal by its name, such as INT. */
  static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new IOException("kill -" + name + " exited with code " + code);
    }
  }
}
