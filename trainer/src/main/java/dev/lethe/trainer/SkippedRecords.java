package dev.lethe.trainer;

import dev.lethe.learner.stream.Alarm;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Input that a recovery could not replay, because records or journal entries no longer exist.
 *
 * @param ranges by partition, the first offset and the offset after the last one
 */
record SkippedRecords(SortedMap<Integer, Range> ranges) {
  /**
   * Offsets of one partition.
   *
   * @param from first offset
   * @param until offset after the last one
   */
  record Range(long from, long until) {}

  static final SkippedRecords NONE = new SkippedRecords(new TreeMap<>());

  /**
   * Returns the records between two positions.
   *
   * @param reached by partition, the next offset of the learner
   * @param positions by partition, the offset at which the run continues
   */
  static SkippedRecords between(Map<Integer, Long> reached, Map<Integer, Long> positions) {
    var ranges = new TreeMap<Integer, Range>();
    positions.forEach(
        (partition, next) -> {
          long from = reached.getOrDefault(partition, 0L);
          if (from < next) {
            ranges.put(partition, new Range(from, next));
          }
        });
    return new SkippedRecords(ranges);
  }

  /** Returns these records and others; of a partition in both, everything between. */
  SkippedRecords and(SkippedRecords others) {
    var all = new TreeMap<>(ranges);
    others.ranges.forEach(
        (partition, range) ->
            all.merge(
                partition,
                range,
                (one, two) ->
                    new Range(
                        Math.min(one.from(), two.from()), Math.max(one.until(), two.until()))));
    return new SkippedRecords(all);
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Returns the ranges, such as {@code 0:1200-3400,1:0-17}; the second offset is exclusive. */
  @Override
  public String toString() {
    return ranges.entrySet().stream()
        .map(e -> "%d:%d-%d".formatted(e.getKey(), e.getValue().from(), e.getValue().until()))
        .collect(Collectors.joining(","));
  }

  /**
   * Returns an alarm if records were skipped.
   *
   * @param input name of the input topic
   */
  List<Alarm> alarms(String input) {
    return isEmpty()
        ? List.of()
        : List.of(
            new Alarm(
                "records.skipped",
                "The recovery could not replay records of %s, because they or their journal entries no longer exist; the model was trained without them (partition:from-until %s)."
                    .formatted(input, this)));
  }
}
