package dev.lethe.streams.readmodel;

import dev.lethe.schemas.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Newest evidence and newest switches, at most {@value #MAX_SWITCHES}. Thread-safe. */
final class PromotionBoard {
  static final int MAX_SWITCHES = 1000;

  private final TreeMap<Integer, PromotionView.Switch> switches = new TreeMap<>();
  private Promotion newest;

  /** Accepts a switch or evidence. */
  synchronized void accept(Promotion promotion) {
    if (promotion.getReason() != null) {
      switches.put(promotion.getNumber(), PromotionView.Switch.of(promotion));
      if (switches.size() > MAX_SWITCHES) {
        switches.pollFirstEntry();
      }
    }
    if (newest == null || promotion.getNumber() >= newest.getNumber()) {
      newest = promotion;
    }
  }

  synchronized PromotionView view() {
    if (newest == null) {
      return new PromotionView(null, null, null, List.of(), List.of());
    }
    // The evidence in a switch is that against the champion before.
    boolean isEvidence = newest.getReason() == null;
    return new PromotionView(
        newest.getTo(),
        newest.getObjective().name(),
        newest.getBarred(),
        isEvidence
            ? newest.getChallengers().stream().map(PromotionView.Challenger::of).toList()
            : List.of(),
        new ArrayList<>(switches.values()));
  }
}
