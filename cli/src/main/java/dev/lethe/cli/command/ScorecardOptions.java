package dev.lethe.cli.command;

import dev.lethe.learner.scorecard.ReferenceNetworks;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a run is compared with at the end of each task window. */
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
          "What a run's health says at the end of each task window: off; stability (forgetting, at"
              + " no cost); full (also plasticity against a fresh network that learns each window"
              + " beside the run, and the gap to a network trained from scratch), which is also"
              + " meant where no value is given. Changes nothing in what is learnt. Default:"
              + " ${DEFAULT-VALUE}.")
  private String extent;

  @Option(
      names = "--scorecard-sample",
      paramLabel = "N",
      defaultValue = "2000",
      description =
          "Most examples that the network from scratch is trained on, a uniform sample of all that"
              + " was learnt, 1 to 20000. Default: ${DEFAULT-VALUE}.")
  private int sample;

  @Option(
      names = "--scorecard-passes",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "How often it sees each of them, at every window end, 1 to 20. Default: ${DEFAULT-VALUE}.")
  private int passes;

  @Option(
      names = "--scorecard-holdout",
      paramLabel = "N",
      defaultValue = "500",
      description =
          "Most examples held out of each window that these networks are judged by, 1 to 10000."
              + " Default: ${DEFAULT-VALUE}.")
  private int holdout;

  /**
   * The networks to compare with; empty where there is to be no scorecard.
   *
   * @throws IllegalArgumentException if the extent is none, or a budget is out of its bounds
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
