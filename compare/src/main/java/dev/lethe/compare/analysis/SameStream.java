package dev.lethe.compare.analysis;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.StreamFacts;
import java.util.Map;
import java.util.TreeMap;

/** Checks that two comparisons whose streams have the same description were on the same stream. */
final class SameStream {
  private SameStream() {}

  /**
   * Checks that comparisons can be joined.
   *
   * @throws IllegalArgumentException if their streams or settings differ
   */
  static void require(ComparisonResults one, ComparisonResults other) {
    StreamFacts first = one.stream();
    StreamFacts second = other.stream();
    String all = first.ranges().get(StreamFacts.ALL);
    String range = second.ranges().get(StreamFacts.ALL);
    // Offsets of a stream that was made for a seed depend on the seeds sent before it.
    if (first.ranges().containsKey(StreamFacts.ALL) != second.ranges().containsKey(StreamFacts.ALL)
        || all != null && !all.equals(range)) {
      throw different(first, "ranges %s and %s".formatted(first.ranges(), second.ranges()));
    }
    if (!first.topic().equals(second.topic())
        || first.features() != second.features()
        || first.classes() != second.classes()) {
      throw different(
          first,
          "%s with %d features and %d classes, and %s with %d and %d"
              .formatted(
                  first.topic(),
                  first.features(),
                  first.classes(),
                  second.topic(),
                  second.features(),
                  second.classes()));
    }
    Map<String, String> differing = differences(one, other);
    if (!differing.isEmpty()) {
      throw new IllegalArgumentException(
          "add: two comparisons on '%s': got %s, expected the same settings, so that their runs can be compared"
              .formatted(first.description(), differing));
    }
    // without a finished run there are no examples
    boolean known = first.examples() > 0 && second.examples() > 0;
    if (known && first.examples() != second.examples()) {
      throw different(first, first.examples() + " and " + second.examples() + " examples");
    }
    if (known && all != null && !first.windows().equals(second.windows())) {
      throw different(first, "the same range with different windows");
    }
  }

  private static IllegalArgumentException different(StreamFacts stream, String got) {
    return new IllegalArgumentException(
        "add: two comparisons on '%s': got %s, expected the same stream, or a name for one of them (--add NAME=DIR)"
            .formatted(stream.description(), got));
  }

  /** Returns both values of the settings that differ, by name. */
  private static Map<String, String> differences(ComparisonResults one, ComparisonResults other) {
    Map<String, String> first = JoinedComparison.fixed(one);
    Map<String, String> second = JoinedComparison.fixed(other);
    Map<String, String> differing = new TreeMap<>();
    var names = new TreeMap<>(first);
    names.putAll(second);
    for (String name : names.keySet()) {
      String left = first.get(name);
      String right = second.get(name);
      if (left == null || !left.equals(right)) {
        differing.put(name, left + " and " + right);
      }
    }
    return differing;
  }
}
