package dev.lethe.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AccuracyByWindowTest {
  private final AccuracyByWindow online = new AccuracyByWindow();

  private void add(int window, boolean... right) {
    for (boolean each : right) {
      online.add(window, each);
    }
  }

  @Test
  void shouldKeepAccuracyOfFirstBestAndLastWindow() {
    // When: 1 of 2, 3 of 4, 0 of 1
    add(0, true, false);
    add(1, true, true, false, true);
    add(2, false);

    // Then
    assertThat(online.first()).isEqualTo(0.5);
    assertThat(online.best()).isEqualTo(0.75);
    assertThat(online.last()).isZero();
  }

  @Test
  void shouldIncludeTheWindowThatIsOpen() {
    // When: a number is skipped
    add(3, false);
    add(5, true, false);

    // Then
    assertThat(online.first()).isZero();
    assertThat(online.best()).isEqualTo(0.5);
    assertThat(online.last()).isEqualTo(0.5);
  }

  @Test
  void shouldBeUndefinedWhenNothingWasPredicted() {
    assertThat(online.first()).isNaN();
    assertThat(online.best()).isNaN();
    assertThat(online.last()).isNaN();
  }

  @Test
  void shouldRefuseWindowBeforeTheNewest() {
    // Given
    add(2, true);

    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> online.add(1, true))
        .withMessage("window: got '1', expected 2 or more");
  }
}
