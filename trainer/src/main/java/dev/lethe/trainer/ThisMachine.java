package dev.lethe.trainer;

import ai.djl.engine.Engine;
import dev.lethe.trainer.checkpoint.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;

/** Versions and machine of this process. */
public final class ThisMachine {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private ThisMachine() {}

  /** Returns the versions of Lethe and of its libraries, and the machine. */
  public static Provenance.Platform platform() {
    return new Provenance.Platform(
        RunRecord.lethe(),
        Engine.getDjlVersion(),
        Engine.getInstance().getVersion(),
        kafka(),
        Runtime.version().toString(),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        cpu());
  }

  private static String kafka() {
    var properties = new Properties();
    try (InputStream in = Consumer.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }

  /** Returns the model of the processor, which decides about the last bits of a sum. */
  private static String cpu() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(() -> System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
