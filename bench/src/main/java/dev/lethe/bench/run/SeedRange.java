package dev.lethe.bench.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Consecutive seeds, written {@code 7} or {@code 1-40}.
 *
 * @param first first seed
 * @param last last seed, inclusive
 */
public record SeedRange(long first, long last) {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

  /**
   * Parses a seed or a range.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static SeedRange parse(String text) {
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      long first = Long.parseLong(range.group(1));
      long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
      if (first <= last) {
        return new SeedRange(first, last);
      }
    }
    throw new IllegalArgumentException(
        "seeds: got '%s', expected one seed, such as 7, or a range, such as 1-40".formatted(text));
  }

  /** Returns all seeds, ascending. */
  public List<Long> seeds() {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  /** Returns true if the range includes the seed. */
  public boolean contains(long seed) {
    return first <= seed && seed <= last;
  }

  @Override
  public String toString() {
    return first == last ? Long.toString(first) : first + "-" + last;
  }
}
