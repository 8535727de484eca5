package dev.lethe.scenarios.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class InkCanvasTest {
  private static final int SIDE = 9;

  private final InkCanvas canvas = new InkCanvas(SIDE, SIDE);

  @Test
  void shouldFadeAcrossTheEdgeOfALine() {
    // Given a horizontal line through the centres of row 4, nib of radius 1.25
    // When
    canvas.draw(1.5, 4.5, 1.25, 7.5, 4.5, 1.25, 1);
    // Then
    assertThat(at(4, 4)).isEqualTo(1);
    assertThat(at(3, 4)).isCloseTo(0.75, within(1e-12));
    assertThat(at(5, 4)).isCloseTo(0.75, within(1e-12));
    assertThat(at(2, 4)).isZero();
    assertThat(at(6, 4)).isZero();
  }

  @Test
  void shouldKeepTheDarkerInkWhenLinesCross() {
    // Given
    canvas.draw(1.5, 4.5, 1.25, 7.5, 4.5, 1.25, 1);
    // When
    canvas.draw(4.5, 1.5, 1.25, 4.5, 7.5, 1.25, 1);
    // Then
    assertThat(at(4, 4)).isEqualTo(1);
    assertThat(at(3, 3)).isCloseTo(0.75, within(1e-12));
    assertThat(at(3, 4)).isEqualTo(1);
  }

  @Test
  void shouldTaperWhenTheRadiusChanges() {
    // When
    canvas.draw(0.5, 4.5, 0.5, 8.5, 4.5, 2.5, 1);
    // Then
    assertThat(at(3, 0)).isZero();
    assertThat(at(3, 4)).isCloseTo(1, within(1e-12));
    assertThat(at(2, 4)).isZero();
    assertThat(at(2, 8)).isEqualTo(1);
  }

  @Test
  void shouldClipAtTheEdge() {
    // When
    canvas.draw(-5, -5, 1, 20, 20, 1, 1);
    canvas.draw(30, 30, 1, 40, 40, 1, 1);
    // Then
    assertThat(at(0, 0)).isEqualTo(1);
    assertThat(at(8, 8)).isEqualTo(1);
    assertThat(at(0, 8)).isZero();
  }

  @Test
  void shouldDrawADotWhenALineHasNoLength() {
    // When
    canvas.draw(4.5, 4.5, 1, 4.5, 4.5, 1, 1);
    // Then
    assertThat(at(4, 4)).isEqualTo(1);
    assertThat(at(4, 5)).isCloseTo(0.5, within(1e-12));
    assertThat(at(4, 6)).isZero();
  }

  @Test
  void shouldBeEmptyWhenCleared() {
    // Given
    canvas.draw(0, 0, 2, 9, 9, 2, 1);
    // When
    canvas.clear();
    // Then
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      assertThat(canvas.ink(pixel)).isZero();
    }
  }

  private double at(int row, int column) {
    return canvas.ink(row * SIDE + column);
  }
}
