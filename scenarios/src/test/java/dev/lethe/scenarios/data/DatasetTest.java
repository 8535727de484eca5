package dev.lethe.scenarios.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final Split TWO_ROWS =
      new Split(3, new byte[] {1, 2, 3, 4, 5, (byte) 200}, new int[] {0, 1});

  @Test
  void shouldCopyAndViewRows() {
    // When
    bytes(TWO_ROWS.row(1))[0] = 99;
    // Then
    assertThat(bytes(TWO_ROWS.row(1))).containsExactly(4, 5, 200);
    assertThat(bytes(TWO_ROWS.pick(1, new int[] {2, -1, 0}))).containsExactly(200, 0, 4);
    assertThat(TWO_ROWS.pixel(1, 2)).isEqualTo(200);
    assertThat(TWO_ROWS.view(1).remaining()).isEqualTo(3);
    assertThat(TWO_ROWS.view(1).get(0)).isEqualTo((byte) 4);
    assertThat(TWO_ROWS.view(1).isReadOnly()).isTrue();
  }

  @Test
  void shouldCountRowsOfEachClass() {
    assertThat(new Split(1, new byte[4], new int[] {2, 0, 2, 2}).countsByClass(4))
        .containsExactly(1, 0, 3, 0);
  }

  @Test
  void shouldRejectAnInconsistentSplit() {
    assertThatThrownBy(() -> new Split(3, new byte[5], new int[2]))
        .hasMessage("values: got 5, expected 2 rows of 3");
    assertThatThrownBy(() -> new Split(0, new byte[0], new int[0]))
        .hasMessage("features: got 0, expected 1 or more");
    assertThatThrownBy(() -> new Split(1, new byte[1], new int[] {-1}))
        .hasMessage("label: got -1, expected 0 or more");
  }

  @Test
  void shouldRejectAnInconsistentDataset() {
    assertThat(new Dataset("d", 1, 3, 2, TWO_ROWS, TWO_ROWS).shape()).containsExactly(1, 3);
    assertThatThrownBy(() -> new Dataset("d", 2, 2, 2, TWO_ROWS, TWO_ROWS))
        .hasMessage("train images of d: got 3 pixels, expected 2 x 2");
    assertThatThrownBy(() -> new Dataset("d", 1, 3, 1, TWO_ROWS, TWO_ROWS))
        .hasMessage("train labels of d: got 1, expected 0 to 0");
    assertThatThrownBy(() -> new Dataset("d", 0, 3, 2, TWO_ROWS, TWO_ROWS))
        .hasMessage("shape of d: got 0 x 3, expected 1 x 1 or more");
    assertThatThrownBy(() -> new Dataset("d", 1, 3, 0, TWO_ROWS, TWO_ROWS))
        .hasMessage("classes of d: got 0, expected 1 or more");
  }

  @Test
  void shouldUseTheLastTrainingRowsForValidation() {
    // Given
    Split four = new Split(1, new byte[] {10, 11, 12, 13}, new int[] {0, 1, 0, 1});
    Dataset whole = new Dataset("d", 1, 1, 2, four, new Split(1, new byte[] {99}, new int[1]));
    // When
    Dataset validation = whole.validation(1);
    // Then
    assertThat(validation.train().size()).isEqualTo(3);
    assertThat(bytes(validation.train().row(2))).containsExactly(12);
    assertThat(validation.test().size()).isEqualTo(1);
    assertThat(bytes(validation.test().row(0))).containsExactly(13);
    assertThat(validation.test().label(0)).isEqualTo(1);
    assertThatThrownBy(() -> whole.validation(4)).hasMessage("validation: got 4, expected 1 to 3");
  }

  @Test
  void shouldPadImages() {
    // Given
    Split one = new Split(2, new byte[] {7, 8}, new int[] {1});
    // When
    Dataset padded = new Dataset("d", 1, 2, 2, one, one).padded(1);
    // Then
    assertThat(padded.shape()).containsExactly(3, 4);
    assertThat(bytes(padded.test().row(0))).containsExactly(0, 0, 0, 0, 0, 7, 8, 0, 0, 0, 0, 0);
    assertThat(padded.train().label(0)).isEqualTo(1);
    Split table = new Split(2, new Values.Floats(new float[] {1, 2}), new int[] {1});
    assertThatThrownBy(() -> new Dataset("t", 1, 2, 2, table, table).padded(1))
        .hasMessage("pad: got 1 for t, expected 0 or more, and 0 for a table");
  }

  @Test
  void shouldAddTheClassOfThePreviousRow() {
    // Given
    var values = new Values.Floats(new float[] {0.1f, 0.2f, 0.3f});
    var none = new Split(1, new Values.Floats(new float[0]), new int[0]);
    var table = new Dataset("t", 1, 1, 2, new Split(1, values, new int[] {1, 0, 1}), none);
    // When
    Dataset more = table.withLastLabel();
    // Then
    assertThat(more.shape()).containsExactly(3);
    assertThat(more.isSequence()).isTrue();
    assertThat(floats(more.train().row(0))).containsExactly(0.1f, 0, 0);
    assertThat(floats(more.train().row(1))).containsExactly(0.2f, 0, 1);
    assertThat(floats(more.train().row(2))).containsExactly(0.3f, 1, 0);
    assertThat(more.train().label(2)).isEqualTo(1);
    Split image = new Split(1, new byte[] {7}, new int[] {0});
    assertThatThrownBy(() -> new Dataset("d", 1, 1, 1, image, image).withLastLabel())
        .hasMessageContaining("last-label: got 'd'");
  }

  private static float[] floats(Values values) {
    return ((Values.Floats) values).values();
  }

  private static byte[] bytes(Values values) {
    return ((Values.Bytes) values).values();
  }
}
