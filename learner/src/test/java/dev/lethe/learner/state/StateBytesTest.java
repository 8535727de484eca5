package dev.lethe.learner.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
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
}
