package dev.lethe.streams.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.ChallengerEvidence;
import dev.lethe.schemas.Promotion;
import dev.lethe.schemas.PromotionObjective;
import dev.lethe.schemas.PromotionReason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromotionBoardTest {
  private final PromotionBoard board = new PromotionBoard();

  @Test
  void shouldHaveNoChampionAtFirst() {
    assertThat(board.view().champion()).isNull();
    assertThat(board.view().switches()).isEmpty();
  }

  @Test
  void shouldShowChampionSwitchesAndEvidenceOfNow() {
    // When
    board.accept(promotion(0, PromotionReason.INITIAL, "a", "b"));
    board.accept(promotion(0, null, "a", "b"));
    board.accept(promotion(1, PromotionReason.BETTER, "b", "b"));

    // Then: the evidence in the switch is that against a
    assertThat(board.view().champion()).isEqualTo("b");
    assertThat(board.view().challengers()).isEmpty();

    // When
    board.accept(promotion(1, null, "b", "a"));

    // Then
    assertThat(board.view().challengers())
        .containsExactly(new PromotionView.Challenger("a", 10, .1, -.2));
    assertThat(board.view().switches())
        .extracting(PromotionView.Switch::reason)
        .containsExactly("INITIAL", "BETTER");
  }

  private static Promotion promotion(
      int number, PromotionReason reason, String to, String challenger) {
    return Promotion.newBuilder()
        .setNumber(number)
        .setReason(reason)
        .setTo(to)
        .setAt(Instant.ofEpochMilli(1))
        .setObjective(PromotionObjective.NOW)
        .setMargin(.005)
        .setAlpha(.05)
        .setChallengers(List.of(new ChallengerEvidence(challenger, 10L, .1, -.2)))
        .build();
  }
}
