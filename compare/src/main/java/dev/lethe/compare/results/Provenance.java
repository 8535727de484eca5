package dev.lethe.compare.results;

import java.util.Map;
import java.util.TreeMap;

/**
 * Origin of a comparison.
 *
 * @param command command line that repeats it
 * @param plan SHA-256 of the plan, in hex
 * @param settings settings that all runs share, by name
 * @param versions versions of Lethe, its libraries, Java and the machine, by name
 * @param times start, end and duration in seconds; the only entries, with those of {@link
 *     RunResult.Cost}, that differ when the comparison is repeated
 */
public record Provenance(
    String command,
    String plan,
    Map<String, String> settings,
    Map<String, String> versions,
    Times times) {

  /**
   * Times of a comparison.
   *
   * @param started ISO 8601
   * @param ended ISO 8601
   * @param seconds time of the command that ended it
   */
  public record Times(String started, String ended, double seconds) {}

  public Provenance {
    settings = new TreeMap<>(settings);
    versions = new TreeMap<>(versions);
  }
}
