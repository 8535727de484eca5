package dev.lethe.streams.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The newest health figures of a run by name. Those of a scorecard belong together: a newer card
 * replaces the older one whole, for what it does not tell of is not known of its window.
 */
final class HealthMetrics {
  /** Figures kept by name; those that come first stay, names over 256 characters are not kept. */
  static final int MOST = 256;

  private static final String SCORECARD = "scorecard.";

  private final SortedMap<String, Double> figures = new TreeMap<>();

  void add(Map<String, Double> newer) {
    if (newer.keySet().stream().anyMatch(HealthMetrics::isOfScorecard)) {
      figures.keySet().removeIf(HealthMetrics::isOfScorecard);
    }
    newer.forEach(
        (name, value) -> {
          boolean fits = figures.size() < MOST && name.length() <= WindowSummary.MAX_NAME;
          if (fits || figures.containsKey(name)) {
            figures.put(name, value);
          }
        });
  }

  private static boolean isOfScorecard(String name) {
    return name.startsWith(SCORECARD);
  }

  Map<String, Double> all() {
    return Collections.unmodifiableMap(figures);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(figures.size());
    for (var figure : figures.entrySet()) {
      out.writeUTF(figure.getKey());
      out.writeDouble(figure.getValue());
    }
  }

  static HealthMetrics readFrom(DataInput in) throws IOException {
    var read = new HealthMetrics();
    int names = in.readInt();
    for (int i = 0; i < names; i++) {
      read.figures.put(in.readUTF(), in.readDouble());
    }
    return read;
  }
}
