package dev.lethe.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Main class of the broker process. Formats new storage, then runs {@code kafka.Kafka}. */
public final class BrokerMain {

  private BrokerMain() {}

  /**
   * Formats the storage if needed and runs the broker. Formatting in this process saves the start
   * of another JVM.
   *
   * @param args settings file of the broker, and its {@code log.dirs}
   */
  public static void main(String[] args) {
    String settings = args[0];
    // The formatter writes this file last, so its presence means that formatting is complete.
    if (!Files.exists(Path.of(args[1], "meta.properties"))) {
      int exitCode =
          StorageTool.execute(
              new String[] {
                "format", "--ignore-formatted", "-t", Uuid.randomUuid().toString(), "-c", settings
              },
              System.out);
      if (exitCode != 0) {
        System.exit(exitCode);
      }
    }
    Kafka.main(new String[] {settings});
  }
}
