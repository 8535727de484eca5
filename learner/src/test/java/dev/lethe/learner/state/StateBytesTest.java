package dev.lethe.learner.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateBytesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_500_000})
  void shouldReturnWhatWasWritten(int length) throws IOException {
    // Given
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    var state = new StateBytes();

    // When: in pieces that do not fit the blocks
    for (int from = 0; from < length; from += 700_001) {
      state.write(bytes[from]);
      state.write(bytes, from + 1, Math.min(700_000, length - from - 1));
    }

    // Then
    var out = new ByteArrayOutputStream();
    state.writeTo(out);
    assertThat(out.toByteArray()).isEqualTo(bytes);
    assertThat(state.open().readAllBytes()).isEqualTo(bytes);
    assertThat(state.size()).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 900_000})
  void shouldReturnFloatsAsAnyOtherStreamReceivesThem(int length) throws IOException {
    // Given
    var random = new Random(2);
    float[] values = new float[length + 1];
    for (int i = 0; i <= length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    var expected = new ByteArrayOutputStream();
    var state = new StateBytes();

    // When
    for (OutputStream out : List.of(expected, state)) {
      new StateWriter(out).put("before").put(values, length).put(7L).put(values, length).put(true);
    }

    // Then
    var written = new ByteArrayOutputStream();
    state.writeTo(written);
    assertThat(written.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(state.open().readAllBytes()).isEqualTo(expected.toByteArray());
    assertThat(state.size()).isEqualTo(expected.size());
  }

  @Test
  void shouldUseReleasedMemoryForTheNextCopy() throws IOException {
    // Given
    var pool = new FloatBlocks();
    float[] first = floats(3, 900_000);
    float[] second = floats(4, 700_000);
    var released = new StateBytes(pool);
    var kept = new StateBytes(pool);
    new StateWriter(released).put(first, first.length);
    new StateWriter(kept).put(first, first.length);
    released.release();

    // When
    var next = new StateBytes(pool);
    new StateWriter(next).put(second, second.length);

    // Then
    assertThat(released.size()).isZero();
    assertThat(new StateReader(kept.open()).getFloats()).isEqualTo(first);
    assertThat(new StateReader(next.open()).getFloats()).isEqualTo(second);
  }

  @Test
  void shouldTakeNoNewMemoryForACopyOfTheSameSize() {
    // Given
    var pool = new FloatBlocks();
    float[] block = pool.take();
    pool.release(block);

    // When, Then
    assertThat(pool.take()).isSameAs(block);
    assertThat(pool.take()).isNotSameAs(block);
  }

  private static float[] floats(long seed, int length) {
    var random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
