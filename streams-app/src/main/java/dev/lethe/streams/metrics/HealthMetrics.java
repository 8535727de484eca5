package dev.lethe.streams.metrics;

import dev.lethe.schemas.Alarm;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Newest health metrics of a run, by name, and its alarms. */
public final class HealthMetrics {
  /** Maximum number of names. Later names are ignored, and so are names over 256 characters. */
  static final int MAX_NAMES = 256;

  /** Maximum length of an alarm's text, in characters. */
  static final int MAX_TEXT = 2000;

  /** Maximum number of alarms. Further ones are ignored. */
  static final int MAX_ALARMS = 64;

  private final SortedMap<String, Double> metrics = new TreeMap<>();
  private List<Alarm> alarms = List.of();

  /**
   * Replaces the metrics of the same names, adds the others, and replaces all alarms.
   *
   * @param newerAlarms all alarms that hold now
   */
  public void update(Map<String, Double> newer, List<Alarm> newerAlarms) {
    alarms = newerAlarms.stream().limit(MAX_ALARMS).map(HealthMetrics::bounded).toList();
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

  /** Returns the alarms that hold now. */
  List<Alarm> alarms() {
    return alarms;
  }

  private static Alarm bounded(Alarm alarm) {
    String text = alarm.getText();
    return new Alarm(
        WindowSummary.shortened(alarm.getName()),
        text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT),
        alarm.getSince());
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(metrics.size());
    for (var metric : metrics.entrySet()) {
      out.writeUTF(metric.getKey());
      out.writeDouble(metric.getValue());
    }
    out.writeInt(alarms.size());
    for (Alarm alarm : alarms) {
      out.writeUTF(alarm.getName());
      out.writeUTF(alarm.getText());
      out.writeLong(alarm.getSince().toEpochMilli());
    }
  }

  static HealthMetrics readFrom(DataInput in) throws IOException {
    var read = new HealthMetrics();
    int names = in.readInt();
    for (int i = 0; i < names; i++) {
      read.metrics.put(in.readUTF(), in.readDouble());
    }
    var alarms = new ArrayList<Alarm>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      alarms.add(new Alarm(in.readUTF(), in.readUTF(), Instant.ofEpochMilli(in.readLong())));
    }
    read.alarms = List.copyOf(alarms);
    return read;
  }
}
