package dev.lethe.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The broker's process: formats the storage when it is new, then is {@code kafka.Kafka}. */
public final class BrokerMain {

  private BrokerMain() {}

  /**
   * Formats and runs. Formatting here and not in a process of its own saves the start of a JVM.
   *
   * @param args the broker's settings file, and its {@code log.dirs}
   */
  public static void main(String[] args) {
    String settings = args[0];
    // Written last by the formatter: present means formatted to the end.
    if (!Files.exists(Path.of(args[1], "meta.properties"))) {
      int failure =
          StorageTool.execute(
              new String[] {
                "format", "--ignore-formatted", "-t", Uuid.randomUuid().toString(), "-c", settings
              },
              System.out);
      if (failure != 0) {
        System.exit(failure);
      }
    }
    Kafka.main(new String[] {settings});
  }
}
