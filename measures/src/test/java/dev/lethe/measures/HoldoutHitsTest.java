package dev.lethe.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class HoldoutHitsTest {
  @Test
  void shouldCountExamplesOnWhichOnlyOneModelIsRight() {
    // Given
    HoldoutHits one = hits(new long[] {7, 8, 9, 10}, true, true, false, false);
    HoldoutHits other = hits(new long[] {7, 8, 9, 10}, true, false, true, false);

    // When, Then
    assertThat(one.isOfSameHoldout(other)).isTrue();
    assertThat(one.onlyHere(other)).isEqualTo(1);
    assertThat(other.onlyHere(one)).isEqualTo(1);
    assertThat(one.correct()).isEqualTo(2);
  }

  @Test
  void shouldTellHoldoutsApartByExamplesAndOrder() {
    // Given
    HoldoutHits holdout = hits(new long[] {7, 8, 9}, true, true, true);

    // When, Then
    assertThat(holdout.isOfSameHoldout(hits(new long[] {7, 9, 8}, true, true, true))).isFalse();
    assertThat(holdout.isOfSameHoldout(hits(new long[] {7, 8}, true, true))).isFalse();
    assertThat(holdout.isOfSameHoldout(hits(new long[] {7, 8, 6}, true, true, true))).isFalse();
  }

  @Test
  void shouldPackExampleIIntoByteIDividedBy8() {
    // Given: 11 examples, hits on 0, 1 and 9
    var bits = new BitSet();
    bits.set(0, 2);
    bits.set(9);

    // When
    byte[] bytes = new HoldoutHits(5, 11, bits).toBytes();

    // Then
    assertThat(bytes).containsExactly(3, 2);
    assertThat(HoldoutHits.of(5, 11, bytes)).isEqualTo(new HoldoutHits(5, 11, bits));
    assertThat(new HoldoutHits(5, 11, new BitSet()).toBytes()).containsExactly(0, 0);
  }

  @Test
  void shouldRefuseBytesOfAnotherSize() {
    assertThatThrownBy(() -> HoldoutHits.of(5, 9, new byte[1]))
        .hasMessage("hits: got 1 bytes, expected 2 of 9 examples");
    assertThatThrownBy(() -> HoldoutHits.of(5, 3, new byte[] {8}))
        .hasMessage("hits: got one of example 3, expected less than 3");
  }

  private static HoldoutHits hits(long[] keys, boolean... hits) {
    var builder = new HoldoutHits.Builder();
    for (int i = 0; i < keys.length; i++) {
      builder.add(keys[i], hits[i]);
    }
    return builder.build();
  }
}
