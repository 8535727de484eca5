package dev.lethe.cli.options;

import dev.lethe.trainer.replay.RangeBound;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options for a range of the input topic. */
public final class RangeOptions {
  @Option(
      names = "--from",
      paramLabel = "BOUND",
      description =
          "First record: an offset of every partition (1200), offsets by partition (0/1200,1/900), a"
              + " timestamp of records (2026-11-28T10:00:00Z), or the position of a run at a moment"
              + " (RUN@window:3). Default: where the run started, or the first record that exists.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "BOUND",
      description =
          "End, in the same notation; the record there is no longer replayed. Default: the end of"
              + " the topic now.")
  private String to;

  /**
   * Returns the start of the range; empty for the default.
   *
   * @param run run that moments without a name are of; empty for none
   * @throws IllegalArgumentException if it has no known form
   */
  public Optional<RangeBound> from(Optional<String> run) {
    return Optional.ofNullable(from).map(text -> RangeBound.parse("from", text, run));
  }

  /**
   * Returns the end of the range; empty for the default.
   *
   * @param run run that moments without a name are of; empty for none
   * @throws IllegalArgumentException if it has no known form
   */
  public Optional<RangeBound> to(Optional<String> run) {
    return Optional.ofNullable(to).map(text -> RangeBound.parse("to", text, run));
  }
}
