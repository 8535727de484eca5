package dev.lethe.trainer;

import ai.djl.engine.Engine;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.checkpoint.Digests;
import dev.lethe.trainer.checkpoint.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;

/** Origin of the states of a run: its settings, and the versions and machine that compute it. */
final class RunProvenance {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private RunProvenance() {}

  /**
   * Returns the origin of the states that this process computes.
   *
   * @param schemas by subject, the id of the schema in the registry
   */
  static Provenance of(Run run, LearnerSpec learner, Map<String, Integer> schemas) {
    return new Provenance(
        run.getMethod(),
        run.getModel(),
        run.getSeed(),
        new TreeMap<>(run.getSettings()),
        Digests.sha256(learner.toString()),
        new TreeMap<>(schemas),
        platform());
  }

  private static Provenance.Platform platform() {
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
