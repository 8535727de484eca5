package dev.lethe.bench;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Seeds as a user writes them: {@code 7} or {@code 1-40}. */
final class SeedRange {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

  private SeedRange() {}

  static List<Long> parse(String text) {
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      long from = Long.parseLong(range.group(1));
      long to = range.group(2) == null ? from : Long.parseLong(range.group(2));
      if (from <= to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
      }
    }
    throw new IllegalArgumentException(
        "seeds: got '%s', expected one, as 7, or a range, as 1-40".formatted(text));
  }
}
