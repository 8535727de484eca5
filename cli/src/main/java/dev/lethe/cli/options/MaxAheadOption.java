package dev.lethe.cli.options;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Option of live runs for the largest plausible event time; data sets have no Kafka records. */
public final class MaxAheadOption {
  @Option(
      names = "--max-ahead",
      paramLabel = "DURATION",
      defaultValue = "P1D",
      description =
          "Maximum time that an event may be after the timestamp of its Kafka record, in ISO 8601,"
              + " e.g. PT1H; a record with a later event is a dead letter. Default:"
              + " ${DEFAULT-VALUE}, one day.")
  private Duration maxAhead;

  /** Returns the maximum time that an event may be after the timestamp of its record. */
  public Duration value() {
    return maxAhead;
  }
}
