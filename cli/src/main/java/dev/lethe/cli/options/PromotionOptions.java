package dev.lethe.cli.options;

import dev.lethe.measures.promotion.Objective;
import dev.lethe.measures.promotion.PromotionRule;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the rule by which the served run is switched. */
public final class PromotionOptions {
  @Option(
      names = "--promote-objective",
      paramLabel = "OBJECTIVE",
      description =
          "Objective by which runs are promoted: now (prequential accuracy) or all (average accuracy"
              + " over the holdouts). Default: all where there are holdouts, now elsewhere.")
  private Objective objective;

  @Option(
      names = "--promote-margin",
      paramLabel = "SHARE",
      defaultValue = "" + PromotionRule.DEFAULT_MARGIN,
      description =
          "Difference of accuracies that a challenger must be shown to exceed; 0.01 is one"
              + " percentage point. Default: ${DEFAULT-VALUE}.")
  private double margin;

  @Option(
      names = "--promote-alpha",
      paramLabel = "SHARE",
      defaultValue = "" + PromotionRule.DEFAULT_ALPHA,
      description =
          "Maximum probability that a run is promoted which is not better by the margin, however"
              + " often the evidence is inspected: in each reign with the objective now, at all times"
              + " together with all. Default: ${DEFAULT-VALUE}.")
  private double alpha;

  /**
   * Returns the rule.
   *
   * @throws IllegalArgumentException if an option has an invalid value
   */
  public PromotionRule rule() {
    return new PromotionRule(Optional.ofNullable(objective), margin, alpha);
  }
}
