package dev.lethe.learner.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
}
