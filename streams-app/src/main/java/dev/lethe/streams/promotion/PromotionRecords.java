package dev.lethe.streams.promotion;

import dev.lethe.measures.promotion.Evidence;
import dev.lethe.measures.promotion.Objective;
import dev.lethe.measures.promotion.Promotion;
import dev.lethe.measures.promotion.PromotionRule;
import dev.lethe.measures.promotion.Switch;
import dev.lethe.schemas.ChallengerEvidence;
import dev.lethe.schemas.PromotionObjective;
import dev.lethe.schemas.PromotionReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Turns switches and evidence into records. */
final class PromotionRecords {
  /** Key of the newest evidence. */
  static final String EVIDENCE = "evidence";

  private PromotionRecords() {}

  static String key(Switch change) {
    return "switch-" + change.number();
  }

  static dev.lethe.schemas.Promotion of(
      Switch change, Promotion promotion, ExamplePosition last, long at) {
    Optional<Evidence> decisive = change.decisive().filter(evidence -> evidence.n() > 0);
    return common(promotion, change.objective(), change.evidence(), last, at)
        .setNumber(change.number())
        .setFrom(change.from().orElse(null))
        .setTo(change.to())
        .setReason(PromotionReason.valueOf(change.reason().name()))
        .setN(decisive.map(Evidence::n).orElse(0L))
        .setDifference(decisive.map(Evidence::difference).orElse(null))
        .setBound(decisive.map(Evidence::bound).orElse(null))
        .build();
  }

  static dev.lethe.schemas.Promotion evidence(Promotion promotion, ExamplePosition last, long at) {
    return common(promotion, promotion.objective(), promotion.evidence(), last, at)
        .setNumber(promotion.number())
        .setTo(promotion.champion().orElseThrow())
        .build();
  }

  private static dev.lethe.schemas.Promotion.Builder common(
      Promotion promotion,
      Objective objective,
      List<Evidence> evidence,
      ExamplePosition last,
      long at) {
    PromotionRule rule = promotion.rule();
    return dev.lethe.schemas.Promotion.newBuilder()
        .setAt(Instant.ofEpochMilli(at))
        .setPartition(last.partition())
        .setOffset(last.offset())
        .setObjective(PromotionObjective.valueOf(objective.name()))
        .setMargin(rule.margin())
        .setAlpha(rule.alpha())
        .setBarred(promotion.barred().orElse(null))
        .setChallengers(evidence.stream().map(PromotionRecords::challenger).toList());
  }

  private static ChallengerEvidence challenger(Evidence evidence) {
    return new ChallengerEvidence(
        evidence.run(),
        evidence.n(),
        evidence.n() == 0 ? null : evidence.difference(),
        evidence.bound());
  }
}
