package dev.lethe.compare.analysis;

import dev.lethe.compare.results.Provenance;
import dev.lethe.compare.results.Provenance.Times;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Joins the origins of comparisons. */
public final class Provenances {
  private static final String OR = " or ";

  private Provenances() {}

  /**
   * Returns the origin of results from several comparisons: all their commands and plans, all
   * values of versions that differ, the earliest start, the latest end, and the sum of the times.
   *
   * @param settings settings of the result
   */
  public static Provenance joined(List<Provenance> parts, Map<String, String> settings) {
    Map<String, String> versions = new TreeMap<>();
    for (Provenance part : parts) {
      part.versions().forEach((name, value) -> versions.merge(name, value, Provenances::both));
    }
    List<Times> times = parts.stream().map(Provenance::times).toList();
    return new Provenance(
        parts.stream().map(Provenance::command).distinct().collect(Collectors.joining("\n")),
        parts.stream().map(Provenance::plan).distinct().collect(Collectors.joining(" ")),
        settings,
        versions,
        new Times(
            times.stream().map(Times::started).min(Comparator.naturalOrder()).orElseThrow(),
            times.stream().map(Times::ended).max(Comparator.naturalOrder()).orElseThrow(),
            times.stream().mapToDouble(Times::seconds).sum()));
  }

  private static String both(String values, String value) {
    return List.of(values.split(OR)).contains(value) ? values : values + OR + value;
  }
}
