package dev.lethe.measures.promotion;

import java.util.Optional;

/**
 * Rule of a promotion.
 *
 * @param objective objective; empty for {@link Objective#NOW} until the first evaluation of a
 *     holdout, {@link Objective#ALL} from then on
 * @param margin difference of accuracies that a challenger must be shown to exceed, from 0 to below
 *     1
 * @param alpha maximum error rate: of a reign by the objective NOW, of all time by ALL; above 0 and
 *     below 0.5
 */
public record PromotionRule(Optional<Objective> objective, double margin, double alpha) {
  public static final double DEFAULT_MARGIN = 0.001;
  public static final double DEFAULT_ALPHA = 0.05;
  public static final PromotionRule DEFAULT =
      new PromotionRule(Optional.empty(), DEFAULT_MARGIN, DEFAULT_ALPHA);

  public PromotionRule {
    if (!(margin >= 0 && margin < 1)) {
      throw new IllegalArgumentException(
          "promote.margin: got %s, expected 0 or more and less than 1".formatted(margin));
    }
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException(
          "promote.alpha: got %s, expected more than 0 and less than 0.5".formatted(alpha));
    }
  }
}
