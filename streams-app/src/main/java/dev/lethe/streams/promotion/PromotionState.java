package dev.lethe.streams.promotion;

import dev.lethe.measures.promotion.Promotion;
import dev.lethe.measures.promotion.PromotionRule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Small state, which each record changes.
 *
 * @param promotion champion and evidence
 * @param positions how far runs and served stream are
 */
record PromotionState(Promotion promotion, ServedPositions positions) {
  void writeTo(DataOutput out) throws IOException {
    promotion.writeTo(out);
    positions.writeTo(out);
  }

  static PromotionState readFrom(DataInput in, PromotionRule rule, List<String> members)
      throws IOException {
    return new PromotionState(Promotion.readFrom(in, rule, members), ServedPositions.readFrom(in));
  }
}
