package dev.lethe.streams.promotion;

import dev.lethe.measures.promotion.Promotion;
import dev.lethe.measures.promotion.PromotionRule;
import java.util.List;

/**
 * Runs among which the served one is chosen.
 *
 * @param rule rule of promotion
 * @param runs names of the runs, the first champion first; at least two
 */
public record PromotedRuns(PromotionRule rule, List<String> runs) {
  public PromotedRuns {
    // Checks the runs.
    runs = new Promotion(rule, runs).members();
  }
}
