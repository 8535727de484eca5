package dev.lethe.scenarios.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Number of skipped rows by reason. */
final class SkippedRows {
  static final String EMPTY = "empty";
  static final String NO_CLASS = "without a class";
  static final String MISSING = "with missing values";

  private final Map<String, Integer> counts = new LinkedHashMap<>();

  void add(String reason) {
    counts.merge(reason, 1, Integer::sum);
  }

  /** Returns a read-only view, in the order of the first rows. */
  Map<String, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }
}
