package dev.lethe.measures.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.measures.HoldoutHits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldoutOutcomeTest {
  // right on 0, 1, 2 and on 0, 3
  private static final HoldoutHits ONE = HoldoutHits.of(7, 4, new byte[] {0b0111});
  private static final HoldoutHits OTHER = HoldoutHits.of(7, 4, new byte[] {0b1001});

  @Test
  void shouldPairHitsOnTheSameExamples() {
    assertThat(pairs(outcome(0, ONE), outcome(0, OTHER))).containsExactly(new HoldoutPair(4, 2, 1));
  }

  @Test
  void shouldUseOnlyCountsIfExamplesDifferOrHitsAreUnknown() {
    // Given
    HoldoutHits elsewhere = HoldoutHits.of(8, 4, new byte[] {0b1001});

    // When, Then
    assertThat(pairs(outcome(0, ONE), outcome(0, elsewhere)))
        .containsExactly(HoldoutPair.ofCounts(4, 3, 2));
    assertThat(pairs(outcome(0, ONE).withoutHits(), outcome(0, OTHER)))
        .containsExactly(HoldoutPair.ofCounts(4, 3, 2));
  }

  @Test
  void shouldNotPairHoldoutsOfOtherWindowsOrSizes() {
    // Given
    List<HoldoutOutcome> one = List.of(outcome(0, ONE));

    // When, Then
    assertThat(HoldoutOutcome.pairs(one, List.of(outcome(1, OTHER)))).isEmpty();
    assertThat(HoldoutOutcome.pairs(one, List.of(new HoldoutOutcome(0, 5, 2, null)))).isEmpty();
    assertThat(HoldoutOutcome.pairs(one, List.of())).isEmpty();
  }

  @Test
  void shouldReadBackWhatItWrote() throws IOException {
    for (HoldoutOutcome outcome : List.of(outcome(3, ONE), outcome(3, ONE).withoutHits())) {
      // When
      var bytes = new ByteArrayOutputStream();
      outcome.writeTo(new DataOutputStream(bytes));
      var in = new ByteArrayInputStream(bytes.toByteArray());

      // Then
      assertThat(HoldoutOutcome.readFrom(new DataInputStream(in))).isEqualTo(outcome);
      assertThat(in.available()).isZero();
    }
  }

  @Test
  void shouldRefuseHitsThatAreNotTheCount() {
    assertThatThrownBy(() -> new HoldoutOutcome(0, 4, 1, ONE))
        .hasMessage("hits: got 3 of 4, expected 1 of 4");
  }

  private static List<HoldoutPair> pairs(HoldoutOutcome challenger, HoldoutOutcome champion) {
    return HoldoutOutcome.pairs(List.of(challenger), List.of(champion)).orElseThrow();
  }

  private static HoldoutOutcome outcome(int window, HoldoutHits hits) {
    return new HoldoutOutcome(window, hits.examples(), hits.correct(), hits);
  }
}
