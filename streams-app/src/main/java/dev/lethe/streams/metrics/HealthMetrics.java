package dev.lethe.streams.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Newest health metrics of a run, by name. */
public final class HealthMetrics {
  /** Maximum number of names. Later names are ignored, and so are names over 256 characters. */
  static final int MAX_NAMES = 256;

  private final SortedMap<String, Double> metrics = new TreeMap<>();

  /** Replaces the metrics of the same names and adds the others. */
  public void update(Map<String, Double> newer) {
    newer.forEach(
        (name, value) -> {
          boolean fits = metrics.size() < MAX_NAMES && name.length() <= WindowSummary.MAX_NAME;
          if (fits || metrics.containsKey(name)) {
            metrics.put(name, value);
          }
        });
  }

  /** Returns a read-only view. */
  Map<String, Double> all() {
    return Collections.unmodifiableMap(metrics);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(metrics.size());
    for (var metric : metrics.entrySet()) {
      out.writeUTF(metric.getKey());
      out.writeDouble(metric.getValue());
    }
  }

  static HealthMetrics readFrom(DataInput in) throws IOException {
    var read = new HealthMetrics();
    int names = in.readInt();
    for (int i = 0; i < names; i++) {
      read.metrics.put(in.readUTF(), in.readDouble());
    }
    return read;
  }
}
