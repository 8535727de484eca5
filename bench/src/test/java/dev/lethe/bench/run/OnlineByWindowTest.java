package dev.lethe.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OnlineByWindowTest {
  @Test
  void shouldTellTheAccuracyOfTheFirstTheBestAndTheLastWindow() {
    // Given: 1 of 2, 3 of 4, 0 of 1
    var online = new OnlineByWindow();
    boolean[][] windows = {{true, false}, {true, true, false, true}, {false}};
    // When
    for (int window = 0; window < windows.length; window++) {
      for (boolean right : windows[window]) {
        online.add(window, right);
      }
    }
    // Then
    assertThat(online.first()).isEqualTo(0.5);
    assertThat(online.best()).isEqualTo(0.75);
    assertThat(online.last()).isZero();
    assertThat(new OnlineByWindow().last()).isNaN();
  }
}
