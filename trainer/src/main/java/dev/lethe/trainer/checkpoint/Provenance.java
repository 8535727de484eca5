package dev.lethe.trainer.checkpoint;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Origin of a state: everything that determines its bits, apart from the input.
 *
 * @param method method expression in canonical form
 * @param model model expression in canonical form
 * @param seed seed of all random numbers
 * @param settings settings of the record of the run
 * @param configurationDigest SHA-256 of the configuration of the run, in hex
 * @param schemas by subject, the id of the schema in the registry
 * @param platform versions of Lethe, its libraries and the machine
 */
public record Provenance(
    String method,
    String model,
    long seed,
    SortedMap<String, String> settings,
    String configurationDigest,
    SortedMap<String, Integer> schemas,
    Platform platform) {
  /**
   * Versions of Lethe, its libraries and the machine that computed a state.
   *
   * @param lethe version of Lethe
   * @param djl version of DJL
   * @param pytorch version of PyTorch
   * @param kafka version of the Kafka clients
   * @param java version of Java
   * @param os operating system, with its version and architecture
   * @param cpu model of the processor
   */
  public record Platform(
      String lethe, String djl, String pytorch, String kafka, String java, String os, String cpu) {
    public Platform {
      Checks.requireText("platform.lethe", lethe);
      Checks.requireText("platform.djl", djl);
      Checks.requireText("platform.pytorch", pytorch);
      Checks.requireText("platform.kafka", kafka);
      Checks.requireText("platform.java", java);
      Checks.requireText("platform.os", os);
      Checks.requireText("platform.cpu", cpu);
    }
  }

  public Provenance {
    Checks.requireText("provenance.method", method);
    Checks.requireText("provenance.model", model);
    Checks.requireText("provenance.configurationDigest", configurationDigest);
    settings = sorted(settings);
    schemas = sorted(schemas);
  }

  private static <T> SortedMap<String, T> sorted(Map<String, T> values) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
