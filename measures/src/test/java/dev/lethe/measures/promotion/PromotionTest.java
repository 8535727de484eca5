package dev.lethe.measures.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromotionTest {
  private static final List<String> MEMBERS = List.of("a", "b", "c");
  private static final Look FIRST = new Look(true, 1);

  private final Promotion promotion = settled(PromotionRule.DEFAULT);

  @Test
  void shouldServeTheFirstMemberAtFirst() {
    // When
    Optional<Switch> change = new Promotion(PromotionRule.DEFAULT, MEMBERS).settle();

    // Then
    assertThat(change.orElseThrow())
        .isEqualTo(
            new Switch(
                0,
                Optional.empty(),
                "a",
                Reason.INITIAL,
                Objective.NOW,
                List.of(Evidence.none("a"), Evidence.none("b"), Evidence.none("c"))));
  }

  @Test
  void shouldPromoteAChallengerThatIsBetter() {
    // When
    Optional<Switch> change = winning(promotion, "b");

    // Then
    Switch better = change.orElseThrow();
    assertThat(better.from()).contains("a");
    assertThat(better.to()).isEqualTo("b");
    assertThat(better.reason()).isEqualTo(Reason.BETTER);
    Evidence decisive = better.decisive().orElseThrow();
    assertThat(decisive.difference()).isEqualTo(1);
    assertThat(decisive.bound()).isGreaterThan(PromotionRule.DEFAULT_MARGIN);
    assertThat(decisive.n()).isBetween(10L, 40L);
    assertThat(promotion.champion()).contains("b");
  }

  @Test
  void shouldKeepTheChampionIfTheDifferenceIsWithinTheMargin() {
    // Given: b is better by 5 points, and 10 are asked for
    Promotion strict = settled(new PromotionRule(Optional.of(Objective.NOW), .1, .05));

    // When, Then
    for (int i = 0; i < 20_000; i++) {
      assertThat(strict.hits("b", i % 20 == 0 || i % 2 == 0, i % 2 == 0 && i % 20 != 0)).isEmpty();
      if (i % 10 == 0) {
        assertThat(strict.hits("b", false, true)).isEmpty();
      }
    }
    assertThat(strict.champion()).contains("a");
  }

  @Test
  void shouldPromoteARunThatHasBecomeBetterInALongReign() {
    // Given: b was worse for 20 000 examples
    for (int i = 0; i < 20_000; i++) {
      promotion.hits("b", i % 4 == 0, i % 2 == 0);
    }

    // When: it is better by 25 points from now on
    int needed = 0;
    while (needed < 3_000 && promotion.hits("b", needed % 2 == 0, needed % 4 == 0).isEmpty()) {
      needed++;
    }

    // Then: the mean of the reign still favours a
    assertThat(needed).isLessThan(1_000);
    assertThat(promotion.champion()).contains("b");
  }

  @Test
  void shouldStartEvidenceAnewAfterEachSwitch() {
    // Given
    winning(promotion, "b");

    // Then
    assertThat(promotion.evidence()).containsExactly(Evidence.none("a"), Evidence.none("c"));
  }

  @Test
  void shouldNeedMoreEvidenceWithMoreChallengers() {
    // Given
    var two = new Promotion(PromotionRule.DEFAULT, List.of("a", "b"));
    two.settle();

    // When, Then
    assertThat(winning(two, "b").orElseThrow().decisive().orElseThrow().n())
        .isLessThan(winning(promotion, "b").orElseThrow().decisive().orElseThrow().n());
  }

  @Test
  void shouldRevertToTheRunServedBefore() {
    // Given
    winning(promotion, "b");

    // When
    Switch back = promotion.revert().orElseThrow();

    // Then
    assertThat(back.reason()).isEqualTo(Reason.REVERTED);
    assertThat(back.from()).contains("b");
    assertThat(back.to()).isEqualTo("a");
  }

  @Test
  void shouldNotPromoteARevertedRunBeforeTheNextSwitch() {
    // Given
    winning(promotion, "b");
    promotion.revert();

    // When, Then: b is better again, and barred
    assertThat(winning(promotion, "b")).isEmpty();
    assertThat(promotion.barred()).contains("b");

    // When: another switch
    winning(promotion, "c");

    // Then
    assertThat(promotion.barred()).isEmpty();
    assertThat(winning(promotion, "b")).isPresent();
  }

  @Test
  void shouldServeARunThatAnOperatorChooses() {
    // When
    Switch chosen = promotion.choose("c").orElseThrow();

    // Then
    assertThat(chosen.reason()).isEqualTo(Reason.CHOSEN);
    assertThat(promotion.champion()).contains("c");
    assertThat(winning(promotion, "a")).as("the replaced run is barred").isEmpty();
    assertThat(promotion.choose("c")).as("it is served already").isEmpty();
    assertThat(promotion.choose("d")).as("no member").isEmpty();
  }

  @Test
  void shouldHaveNothingToRevertAtFirst() {
    assertThat(promotion.revert()).isEmpty();
  }

  @Test
  void shouldReplaceAFailedChampionByTheBestMember() {
    // Given
    promotion.hits("b", false, true);
    promotion.hits("c", true, true);

    // When
    Switch change = promotion.failed("a", true).orElseThrow();

    // Then
    assertThat(change.reason()).isEqualTo(Reason.CHAMPION_FAILED);
    assertThat(change.to()).isEqualTo("c");
    assertThat(promotion.choose("a")).as("a has failed").isEmpty();
    assertThat(promotion.revert()).as("a has failed").isEmpty();
    assertThat(winning(promotion, "a")).as("a has failed").isEmpty();
    promotion.failed("a", false);
    assertThat(promotion.choose("a")).isPresent();
  }

  @Test
  void shouldKeepAFailedChampionUntilAnotherMemberCanServe() {
    // Given
    promotion.failed("b", true);
    promotion.failed("c", true);

    // When, Then
    assertThat(promotion.failed("a", true)).isEmpty();
    assertThat(promotion.failed("b", false).orElseThrow().to()).isEqualTo("b");
  }

  @Test
  void shouldReplaceAChampionThatIsTooFarBehindByACandidate() {
    assertThat(promotion.replaceChampion(Set.of("c")).orElseThrow().to()).isEqualTo("c");
  }

  @Test
  void shouldPromoteByHoldoutsOnceThereAreAny() {
    // When
    Optional<Switch> change =
        promotion.evaluated("b", FIRST, List.of(HoldoutPair.ofCounts(2_000, 1_900, 900)));

    // Then
    assertThat(change.orElseThrow().objective()).isEqualTo(Objective.ALL);
    assertThat(change.orElseThrow().decisive().orElseThrow().n()).isEqualTo(2_000);
    assertThat(winning(promotion, "c")).as("hits no longer count").isEmpty();
  }

  @Test
  void shouldIgnoreHoldoutsIfTheObjectiveIsNow() {
    // Given
    Promotion now = settled(new PromotionRule(Optional.of(Objective.NOW), .005, .05));

    // When, Then
    assertThat(now.evaluated("b", FIRST, List.of(HoldoutPair.ofCounts(2_000, 1_900, 900))))
        .isEmpty();
    assertThat(winning(now, "b")).isPresent();
  }

  @Test
  void shouldReadBackWhatItWrote() throws IOException {
    // Given
    promotion.hits("b", true, false);
    promotion.failed("c", true);
    promotion.choose("b");
    promotion.hits("a", true, false);

    // When
    Promotion read = copy(promotion, PromotionRule.DEFAULT, MEMBERS);

    // Then
    assertThat(read).usingRecursiveComparison().isEqualTo(promotion);
  }

  @Test
  void shouldKeepTheChampionIfItsMembersChange() throws IOException {
    // Given
    winning(promotion, "b");
    promotion.hits("a", true, false);

    // When
    Promotion read = copy(promotion, PromotionRule.DEFAULT, List.of("d", "b"));

    // Then
    assertThat(read.settle()).isEmpty();
    assertThat(read.champion()).contains("b");
    assertThat(read.evidence()).containsExactly(Evidence.none("d"));
  }

  @Test
  void shouldReplaceAChampionThatIsNoLongerAMember() throws IOException {
    // When
    Promotion read = copy(promotion, PromotionRule.DEFAULT, List.of("d", "b"));

    // Then
    assertThat(read.settle().orElseThrow().to()).isEqualTo("d");
  }

  @Test
  void shouldRefuseBadRulesAndMembers() {
    assertThatThrownBy(() -> new PromotionRule(Optional.empty(), -.1, .05))
        .hasMessage("promote.margin: got -0.1, expected 0 or more and less than 1");
    assertThatThrownBy(() -> new PromotionRule(Optional.empty(), 0, .5))
        .hasMessage("promote.alpha: got 0.5, expected more than 0 and less than 0.5");
    assertThatThrownBy(() -> new Promotion(PromotionRule.DEFAULT, List.of("a")))
        .hasMessage("promote: got runs [a], expected two different runs or more");
    assertThatThrownBy(() -> new Promotion(PromotionRule.DEFAULT, List.of("a", "a")))
        .hasMessage("promote: got runs [a, a], expected two different runs or more");
  }

  private static Promotion settled(PromotionRule rule) {
    var promotion = new Promotion(rule, MEMBERS);
    assertThat(promotion.settle()).isPresent();
    return promotion;
  }

  /** Lets a challenger be right and the champion be wrong, up to 100 times. */
  private static Optional<Switch> winning(Promotion promotion, String challenger) {
    for (int i = 0; i < 100; i++) {
      Optional<Switch> change = promotion.hits(challenger, true, false);
      if (change.isPresent()) {
        return change;
      }
    }
    return Optional.empty();
  }

  private static Promotion copy(Promotion from, PromotionRule rule, List<String> members)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    from.writeTo(new DataOutputStream(bytes));
    return Promotion.readFrom(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), rule, members);
  }
}
