package dev.lethe.trainer.replay;

import dev.lethe.trainer.travel.Moment;
import dev.lethe.trainer.travel.RunMoment;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Start or end of a range of the input, as a user writes it. The end is not part of the range. */
public sealed interface RangeBound {
  /**
   * The same offset in every partition.
   *
   * @param offset offset, at least 0
   */
  record EveryPartition(long offset) implements RangeBound {}

  /**
   * One offset for each of some partitions. The range has all of the others.
   *
   * @param offsets offsets by partition
   */
  record Offsets(SortedMap<Integer, Long> offsets) implements RangeBound {}

  /**
   * The first record of each partition whose timestamp is not before a time.
   *
   * @param time timestamp of records
   */
  record Timestamp(Instant time) implements RangeBound {}

  /**
   * The position of a run at a moment.
   *
   * @param at run and moment
   */
  record OfRun(RunMoment at) implements RangeBound {}

  /** Forms of a bound, for error messages. */
  String FORMS =
      "an offset such as 1200, offsets by partition such as 0/1200,1/900, a timestamp such as"
          + " 2026-11-28T10:00:00Z, or the moment of a run such as RUN@window:3";

  Pattern OFFSET = Pattern.compile("\\d{1,18}");
  Pattern OFFSETS = Pattern.compile("\\d{1,9}/\\d{1,18}(,\\d{1,9}/\\d{1,18})*");

  /**
   * Parses a bound.
   *
   * @param key name of the option, for error messages
   * @param run run that moments without a name are of; empty for none
   * @throws IllegalArgumentException if the text has no known form
   */
  static RangeBound parse(String key, String text, Optional<String> run) {
    if (OFFSET.matcher(text).matches()) {
      return new EveryPartition(Long.parseLong(text));
    }
    if (OFFSETS.matcher(text).matches()) {
      var offsets = new TreeMap<Integer, Long>();
      for (String part : text.split(",", -1)) {
        String[] numbers = part.split("/", 2);
        if (offsets.put(Integer.valueOf(numbers[0]), Long.valueOf(numbers[1])) != null) {
          throw new IllegalArgumentException(
              "%s: got partition %s twice in '%s', expected one offset for each partition"
                  .formatted(key, numbers[0], text));
        }
      }
      return new Offsets(offsets);
    }
    if (text.contains("@")) {
      return new OfRun(RunMoment.parse(text));
    }
    try {
      return new Timestamp(Instant.parse(text));
    } catch (DateTimeParseException e) {
      if (run.isPresent() && Moment.NUMBERED.matcher(text).matches()) {
        return new OfRun(new RunMoment(run.get(), Moment.parse(text)));
      }
      throw new IllegalArgumentException(
          "%s: got '%s', expected %s".formatted(key, text, FORMS), e);
    }
  }
}
