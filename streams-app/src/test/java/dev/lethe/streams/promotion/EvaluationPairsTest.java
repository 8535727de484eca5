package dev.lethe.streams.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.measures.promotion.Promotion;
import dev.lethe.measures.promotion.PromotionRule;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.HoldoutResult;
import dev.lethe.streams.Events;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationPairsTest {
  private static final int EXAMPLES = 10_000;

  private final Promotion promotion = promotion();
  private final EvaluationPairs pairs = new EvaluationPairs();

  @Test
  void shouldPromoteByHitsWhatCountsDoNotShow() {
    // Given: 9120 and 9000 are right, and a is right nowhere else
    assertThat(pairs.evaluated(counts("a", 1, 9_000), promotion)).isEmpty();
    assertThat(pairs.evaluated(counts("b", 1, 9_120), promotion)).isEmpty();

    // When, Then
    assertThat(pairs.evaluated(hits("a", 2, 9_000), promotion)).isEmpty();
    assertThat(pairs.evaluated(hits("b", 2, 9_120), promotion).orElseThrow().to()).isEqualTo("b");
  }

  @Test
  void shouldForgetEvaluationsThatAllMembersHave() {
    // When
    pairs.evaluated(hits("a", 1, 9_000), promotion);
    pairs.evaluated(hits("a", 2, 9_000), promotion);
    pairs.evaluated(hits("b", 1, 9_000), promotion);

    // Then
    assertThat(pairs.size()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheStateSmallerThanARecordIfAMemberIsAway() throws IOException {
    // When
    for (int step = 1; step <= 2 * EvaluationPairs.MAX_PENDING; step++) {
      pairs.evaluated(
          evaluation(
              "a",
              step,
              List.of(withHits(0, 9_000), withHits(1, 9_000), withHits(2, 9_000), large())),
          promotion);
    }

    // Then
    assertThat(pairs.size()).isEqualTo(EvaluationPairs.MAX_PENDING);
    assertThat(bytes(pairs)).hasSizeBetween(400_000, 520_000);
  }

  @Test
  void shouldReadBackWhatItWrote() throws IOException {
    // Given
    pairs.evaluated(hits("a", 1, 9_000), promotion);
    pairs.evaluated(counts("b", 2, 9_000), promotion);

    // When
    byte[] written = bytes(pairs);
    EvaluationPairs read =
        EvaluationPairs.readFrom(new DataInputStream(new ByteArrayInputStream(written)));

    // Then
    assertThat(read).usingRecursiveComparison().isEqualTo(pairs);
  }

  @Test
  void shouldRefuseHitsThatAreNotTheCount() {
    // Given
    HoldoutResult result = HoldoutResult.newBuilder(withHits(0, 9_000)).setCorrect(9_001).build();

    // When, Then
    assertThatThrownBy(() -> pairs.evaluated(evaluation("a", 1, List.of(result)), promotion))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hits: got 9000 of 10000, expected 9001 of 10000");
  }

  private static Promotion promotion() {
    var promotion = new Promotion(PromotionRule.DEFAULT, List.of("a", "b"));
    promotion.settle();
    return promotion;
  }

  private static Evaluation counts(String run, long step, int correct) {
    return evaluation(run, step, List.of(Events.result(0, correct, EXAMPLES)));
  }

  private static Evaluation hits(String run, long step, int correct) {
    return evaluation(run, step, List.of(withHits(0, correct)));
  }

  private static Evaluation evaluation(String run, long step, List<HoldoutResult> results) {
    return Events.evaluation(run, EvaluationKind.PERIODIC, 0, step, results);
  }

  private static HoldoutResult withHits(int window, int correct) {
    return withHits(Events.result(window, correct, EXAMPLES));
  }

  private static HoldoutResult large() {
    return withHits(Events.result(3, 9_000, 100_000));
  }

  private static HoldoutResult withHits(HoldoutResult result) {
    var bits = new BitSet();
    bits.set(0, result.getCorrect());
    var bytes = new byte[(result.getExamples() + 7) / 8];
    byte[] used = bits.toByteArray();
    System.arraycopy(used, 0, bytes, 0, used.length);
    return HoldoutResult.newBuilder(result).setHoldout(1L).setHits(ByteBuffer.wrap(bytes)).build();
  }

  private static byte[] bytes(EvaluationPairs pairs) throws IOException {
    var bytes = new ByteArrayOutputStream();
    pairs.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
