package dev.lethe.trainer.replay;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Range of the input topic, fixed when it is found: records that arrive later are not part of it.
 *
 * @param partitions offsets by number of the partition, in ascending order
 */
public record InputRange(SortedMap<Integer, Offsets> partitions) {
  private static final Pattern PART = Pattern.compile("(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");

  /**
   * Offsets of one partition.
   *
   * @param from first offset, at least 0
   * @param until offset after the last one, at least {@code from}
   */
  public record Offsets(long from, long until) {
    public Offsets {
      if (from < 0 || until < from) {
        throw new IllegalArgumentException(
            "range: got offsets %d to %d, expected 0 <= from <= to".formatted(from, until));
      }
    }
  }

  public InputRange {
    partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
  }

  /**
   * Parses what {@link #toString} writes, such as {@code 0:1200-3400,1:0-17}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static InputRange parse(String text) {
    var partitions = new TreeMap<Integer, Offsets>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "range: got '%s', expected partition:from-until, such as 0:1200-3400,1:0-17"
                .formatted(text));
      }
      partitions.put(
          Integer.valueOf(matcher.group(1)),
          new Offsets(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3))));
    }
    return new InputRange(partitions);
  }

  /**
   * Returns the rest of the range.
   *
   * @param positions next offset by partition; partitions that are missing start at their beginning
   */
  public InputRange startingAt(Map<Integer, Long> positions) {
    var rest = new TreeMap<Integer, Offsets>();
    partitions.forEach(
        (partition, offsets) -> {
          long next = Math.max(offsets.from(), positions.getOrDefault(partition, 0L));
          rest.put(partition, new Offsets(Math.min(next, offsets.until()), offsets.until()));
        });
    return new InputRange(rest);
  }

  /** Returns the number of offsets. Some may have no record, such as those of markers. */
  public long size() {
    return partitions.values().stream().mapToLong(range -> range.until() - range.from()).sum();
  }

  /** Returns true if the range has no offsets. */
  public boolean isEmpty() {
    return size() == 0;
  }

  /** Returns the range as text, such as {@code 0:1200-3400,1:0-17}; the second is exclusive. */
  @Override
  public String toString() {
    return partitions.entrySet().stream()
        .map(e -> "%d:%d-%d".formatted(e.getKey(), e.getValue().from(), e.getValue().until()))
        .collect(Collectors.joining(","));
  }
}
