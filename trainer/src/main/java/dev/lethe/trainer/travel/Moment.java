package dev.lethe.trainer.travel;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moment of a run, in the order in which the run consumed its input. */
public sealed interface Moment {
  /** The newest committed state. */
  record Newest() implements Moment {
    @Override
    public String toString() {
      return "newest";
    }
  }

  /**
   * The moment at which a task window has ended, before the next one begins.
   *
   * @param number number of the window, from 0
   */
  record WindowEnd(int number) implements Moment {
    @Override
    public String toString() {
      return "window:" + number;
    }
  }

  /**
   * The moment after the record at an offset of the input, or after the last record before it.
   *
   * @param partition partition of the input
   * @param offset offset of the record
   */
  record AfterOffset(int partition, long offset) implements Moment {
    @Override
    public String toString() {
      return "offset:%d/%d".formatted(partition, offset);
    }
  }

  /**
   * The moment before the first record whose event is later than a time.
   *
   * @param time event time
   */
  record EventTime(Instant time) implements Moment {
    @Override
    public String toString() {
      return time.toString();
    }
  }

  /**
   * The moment after a number of learning steps.
   *
   * @param completed learning steps completed
   */
  record AfterStep(long completed) implements Moment {
    @Override
    public String toString() {
      return "step:" + completed;
    }
  }

  /** Forms of a moment, for error messages. */
  String FORMS = "window:3, offset:0/12345, step:2000 or 2026-11-28T10:00:00Z";

  Pattern NUMBERED = Pattern.compile("(window|step):(\\d{1,18})|offset:(\\d{1,9})/(\\d{1,18})");

  /**
   * Parses a moment.
   *
   * @throws IllegalArgumentException if the text has no known form
   */
  static Moment parse(String text) {
    Matcher numbered = NUMBERED.matcher(text);
    if (numbered.matches()) {
      if (numbered.group(1) == null) {
        return new AfterOffset(
            Integer.parseInt(numbered.group(3)), Long.parseLong(numbered.group(4)));
      }
      long number = Long.parseLong(numbered.group(2));
      return numbered.group(1).equals("step")
          ? new AfterStep(number)
          : new WindowEnd((int) Math.min(number, Integer.MAX_VALUE));
    }
    try {
      return new EventTime(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("moment: got '%s', expected %s".formatted(text, FORMS), e);
    }
  }
}
