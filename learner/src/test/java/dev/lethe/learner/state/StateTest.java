package dev.lethe.learner.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.sun.management.ThreadMXBean;
import dev.lethe.learner.engine.TorchEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static StateReader write(Consumer<StateWriter> state) {
    var bytes = new ByteArrayOutputStream();
    state.accept(new StateWriter(bytes));
    return new StateReader(new ByteArrayInputStream(bytes.toByteArray()));
  }

  @Test
  void shouldReadWhatWasWritten() {
    // Given
    float[] many = new float[200_000];
    many[199_999] = -0f;
    many[70_000] = Float.NaN;

    // When
    StateReader in =
        write(
            out ->
                out.put(Long.MIN_VALUE)
                    .put(0.1)
                    .put(true)
                    .put("ä")
                    .put((String) null)
                    .put(new byte[] {1, 2, 3}, 2)
                    .put(new int[] {7, 8}, 1)
                    .put(new long[] {9}, 1)
                    .put(new double[] {Math.PI}, 1)
                    .put(many, many.length));

    // Then
    assertThat(in.getLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(in.getDouble()).isEqualTo(0.1);
    assertThat(in.getBoolean()).isTrue();
    assertThat(in.getText()).isEqualTo("ä");
    assertThat(in.getText()).isNull();
    assertThat(in.getBytes()).containsExactly(1, 2);
    assertThat(in.getInts()).containsExactly(7);
    assertThat(in.getLongs()).containsExactly(9);
    assertThat(in.getDoubles()).containsExactly(Math.PI);
    float[] read = in.getFloats();
    assertThat(Float.floatToRawIntBits(read[199_999])).isEqualTo(Float.floatToRawIntBits(-0f));
    assertThat(read[70_000]).isNaN();
  }

  @Test
  void shouldReadElementsIntoAnExistingArray() {
    try (NDManager manager = TorchEngine.newManager()) {
      // Given
      NDArray array = manager.create(new float[] {1f, -2.5f});
      NDArray target = manager.zeros(array.getShape());

      // When
      write(out -> out.put(array)).get(target);

      // Then
      assertThat(target.toFloatArray()).containsExactly(1f, -2.5f);
      assertThatThrownBy(() -> write(out -> out.put(new float[3], 3)).get(target))
          .isInstanceOf(StateMismatchException.class)
          .hasMessage("elements of an array: got '3', expected '2'");
    }
  }

  @Test
  void shouldCopyAnArrayAtTheMomentOfWritingWhateverItsLayout() {
    try (NDManager manager = TorchEngine.newManager()) {
      // Given
      NDArray transposed = manager.arange(6000f).reshape(2, 3000).transpose();
      var state = new StateBytes();

      // When
      new StateWriter(state).put(transposed).put(manager.create(new float[0]));
      float[] expected = transposed.toFloatArray();
      transposed.addi(1);

      // Then
      var in = new StateReader(state.open());
      assertThat(in.getFloats()).isEqualTo(expected);
      assertThat(in.getFloats()).isEmpty();
    }
  }

  @Test
  void shouldRefuseArraysOfOtherTypes() {
    try (NDManager manager = TorchEngine.newManager()) {
      assertThatThrownBy(() -> write(out -> out.put(manager.create(new int[] {1}))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("type of an array: got int32, expected float32");
    }
  }

  @Test
  void shouldRejectStateOfAnotherPartOrTruncatedState() {
    // When, Then
    assertThatThrownBy(() -> write(out -> out.put("sgd")).get("adam", new Stateful() {}))
        .isInstanceOf(StateMismatchException.class)
        .hasMessage("part of the state: got 'sgd', expected 'adam'");
    assertThatThrownBy(() -> write(out -> out.put(5L)).getBytes())
        .isInstanceOf(StateMismatchException.class);
  }

  @Test
  void shouldDistinguishValuesSplitAtDifferentPositions() {
    // When, Then
    assertThat(StateWriter.digest(out -> out.put("ab").put("c")))
        .isNotEqualTo(StateWriter.digest(out -> out.put("a").put("bc")));
    assertThat(StateWriter.digest(out -> out.put((String) null)))
        .isNotEqualTo(StateWriter.digest(out -> out.put("")));
  }

  @Test
  void shouldWriteFloatsByTheirBits() {
    // When, Then
    assertThat(StateWriter.digest(out -> out.put(new float[] {0f}, 1)))
        .isNotEqualTo(StateWriter.digest(out -> out.put(new float[] {-0f}, 1)));
  }

  static Stream<Consumer<StateReader>> arrays() {
    return Stream.of(
        StateReader::getInts,
        StateReader::getLongs,
        StateReader::getFloats,
        StateReader::getDoubles,
        StateReader::getBytes,
        StateReader::getText);
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void shouldRefuseHostileLengthsWithoutAllocating(Consumer<StateReader> array) {
    for (long length : new long[] {-2, Long.MIN_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE}) {
      // Given
      StateReader in = write(out -> out.put(length).put(new byte[1000], 1000));

      // When
      long before = THREADS.getCurrentThreadAllocatedBytes();
      assertThatThrownBy(() -> array.accept(in)).isInstanceOf(StateMismatchException.class);

      // Then
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
    }
  }

  @Test
  void shouldRefuseHostileNumbers() {
    // When, Then
    assertThatThrownBy(() -> write(out -> out.put(-1)).getCount())
        .isInstanceOf(StateMismatchException.class)
        .hasMessageStartingWith("number of values: got '-1'");
    assertThatThrownBy(() -> write(out -> out.put(1L << 32)).getInt())
        .isInstanceOf(StateMismatchException.class);
    assertThatThrownBy(() -> write(out -> {}).getLong())
        .isInstanceOf(StateMismatchException.class)
        .hasMessage("bytes of state: got 'the end', expected 'more'");
  }

  @Test
  void shouldRefuseHostileBinaryPart() {
    // Given
    StateReader in = write(out -> out.put("matrix", to -> to.writeInt(9)));

    // When, Then
    assertThatThrownBy(() -> in.get("matrix", from -> new int[3].clone()[from.readInt()]))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageStartingWith("matrix: got 'Index 9 out of bounds")
        .hasMessageEndingWith("expected 'values in range'");
  }
}
