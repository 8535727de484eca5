package dev.lethe.cli.options;

import dev.lethe.learner.scorecard.ReferenceNetworks;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the scorecard at the end of each task window. */
public final class ScorecardOptions {
  private enum Extent {
    OFF,
    STABILITY,
    FULL
  }

  @Option(
      names = "--scorecard",
      paramLabel = "EXTENT",
      arity = "0..1",
      defaultValue = "stability",
      fallbackValue = "full",
      description =
          "Scorecard at the end of each task window: off; stability (forgetting, at no cost); full"
              + " (also plasticity, against a fresh network trained on the same window, and the gap"
              + " to a network trained from scratch). --scorecard without a value means full. Does"
              + " not affect training. Default: ${DEFAULT-VALUE}.")
  private String extent;

  @Option(
      names = "--scorecard-sample",
      paramLabel = "N",
      defaultValue = "2000",
      description =
          "Maximum number of examples for the network trained from scratch, a uniform sample of all"
              + " training examples, 1 to 20000. Default: ${DEFAULT-VALUE}.")
  private int sample;

  @Option(
      names = "--scorecard-passes",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Passes over this sample at every window end, 1 to 20. Default: ${DEFAULT-VALUE}.")
  private int passes;

  @Option(
      names = "--scorecard-holdout",
      paramLabel = "N",
      defaultValue = "500",
      description =
          "Maximum number of holdout examples of each window on which the scorecard's networks are"
              + " evaluated, 1 to 10000. Default: ${DEFAULT-VALUE}.")
  private int holdout;

  /**
   * Returns the networks to compare with; empty if there is no scorecard.
   *
   * @throws IllegalArgumentException if the extent is unknown or a number is out of range
   */
  public Optional<ReferenceNetworks> references() {
    ReferenceNetworks full = ReferenceNetworks.DEFAULT.with(sample, passes, holdout);
    return switch (parsed()) {
      case OFF -> Optional.empty();
      case STABILITY -> Optional.of(ReferenceNetworks.NONE);
      case FULL -> Optional.of(full);
    };
  }

  private Extent parsed() {
    for (Extent candidate : Extent.values()) {
      if (candidate.name().equalsIgnoreCase(extent)) {
        return candidate;
      }
    }
    throw new IllegalArgumentException(
        "scorecard: got '" + extent + "', expected off, stability or full");
  }
}
