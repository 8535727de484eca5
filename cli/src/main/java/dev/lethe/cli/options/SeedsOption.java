package dev.lethe.cli.options;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import picocli.CommandLine.Option;

/** Option for the seeds of a comparison. */
public final class SeedsOption {
  private static final Pattern SEEDS = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");
  private static final int MAX = 10_000;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Number of seeds, from 1 on, or a range such as 11-20. Each method has a run for each seed,"
              + " and methods are compared seed by seed. Default: ${DEFAULT-VALUE}.")
  private String seeds;

  /**
   * Returns the seeds, ascending.
   *
   * @throws IllegalArgumentException if the option is neither a number nor a range
   */
  public List<Long> values() {
    Matcher range = SEEDS.matcher(seeds);
    if (range.matches()) {
      long first = range.group(2) == null ? 1 : Long.parseLong(range.group(1));
      long last = Long.parseLong(range.group(range.group(2) == null ? 1 : 2));
      if (first <= last && last - first < MAX) {
        return LongStream.rangeClosed(first, last).boxed().toList();
      }
    }
    throw new IllegalArgumentException(
        "seeds: got '%s', expected a number from 1 to %d, or a range such as 11-20"
            .formatted(seeds, MAX));
  }
}
