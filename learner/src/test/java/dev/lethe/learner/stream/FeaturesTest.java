package dev.lethe.learner.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeaturesTest {
  @Test
  void shouldReadBytesAsUnsignedFractions() {
    // Given
    float[] target = {7, 7, 7, 7};

    // When
    new Features.Bytes(new byte[] {0, (byte) 0x80, (byte) 0xff}).copyTo(target, 1);

    // Then
    assertThat(target).containsExactly(7, 0, 128 / 255f, 1);
  }

  @Test
  void shouldFindFirstNonFiniteFeature() {
    // When, Then
    assertThat(new Features.Floats(new float[] {1, Float.NaN, Float.NaN}).firstNonFinite())
        .isEqualTo(1);
    assertThat(new Features.Floats(new float[] {1, -Float.MAX_VALUE}).isFinite()).isTrue();
    assertThat(new Features.Bytes(new byte[] {-1}).isFinite()).isTrue();
  }
}
