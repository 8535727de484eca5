package dev.lethe.learner.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExampleKeyTest {
  @Test
  void shouldReturnTheFirstBytesOfSha256() {
    // When, Then: as sha256sum prints them
    assertThat(ExampleKey.of("abc")).isEqualTo(0xba7816bf8f01cfeaL);
    assertThat(ExampleKey.of("")).isEqualTo(0xe3b0c44298fc1c14L);
    assertThat(ExampleKey.of("ü")).isEqualTo(0x607474ca475a9724L);
  }

  @Test
  void shouldSortKeysAndRemoveRepetitions() {
    // Given
    long[] keys = {5, -1, 5, Long.MIN_VALUE, 5, -1};
    // Then
    assertThat(ExampleKey.distinct(keys)).containsExactly(Long.MIN_VALUE, -1, 5);
    assertThat(ExampleKey.distinct(new long[0])).isEmpty();
    assertThat(keys).startsWith(5, -1);
  }
}
