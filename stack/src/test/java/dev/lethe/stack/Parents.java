package dev.lethe.stack;

import java.io.IOException;
import java.nio.file.Path;

/** Starts and signals processes as a user would. */
final class Parents {

  private Parents() {}

  /** A JVM of its own that holds a stack; what it prints goes to the file. */
  static Process start(Path stackDirectory, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Programs.java().toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                StackParent.class.getName(),
                stackDirectory.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // What a user's shell may have, and the registry would stumble over.
    builder.environment().put("LOG_LEVEL", "verbose");
    builder.environment().put("REGISTRY_AUTH_ENABLED", "true");
    return builder.start();
  }

  /** Sends a signal by its name, such as INT, and returns when it is sent. */
  static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new IOException("kill -" + name + " ended with " + code);
    }
  }
}
