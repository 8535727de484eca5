package dev.lethe.cli.promotion;

import dev.lethe.schemas.ChallengerEvidence;
import dev.lethe.schemas.Promotion;
import java.util.Locale;

/** Words for switches and evidence; differences in percentage points. */
public final class PromotionText {
  private PromotionText() {}

  /** Returns a switch in one line. */
  public static String of(Promotion change) {
    String numbers =
        change.getDifference() == null
            ? ""
            : String.format(
                Locale.ROOT,
                ": %+.2f points on %d examples, at least %+.2f",
                100 * change.getDifference(),
                change.getN(),
                100 * change.getBound());
    return "%s  %s%s (%s%s)"
        .formatted(
            change.getAt(),
            change.getFrom() == null ? "" : change.getFrom() + " -> ",
            change.getTo(),
            change.getReason(),
            numbers);
  }

  /** Returns the evidence for a challenger in one line. */
  public static String of(ChallengerEvidence evidence, Promotion now) {
    String text =
        evidence.getDifference() == null
            ? "not compared yet"
            : String.format(
                Locale.ROOT,
                "%+.2f points on %d examples, at least %+.2f",
                100 * evidence.getDifference(),
                evidence.getN(),
                100 * evidence.getBound());
    return evidence.getRun().equals(now.getBarred())
        ? text + "; replaced by an operator, so not promoted before the next switch"
        : text;
  }
}
