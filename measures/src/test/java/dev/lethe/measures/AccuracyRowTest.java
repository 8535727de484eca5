package dev.lethe.measures;

import static dev.lethe.measures.Rows.NONE;
import static dev.lethe.measures.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccuracyRowTest {
  @Test
  void shouldDropNaNAndSortByWindow() {
    // When
    AccuracyRow row = row(3, Map.of(3, .5, 2, NONE, 0, .25));

    // Then
    assertThat(row.accuracies()).containsExactly(Map.entry(0, .25), Map.entry(3, .5));
    assertThat(row.at(3)).isEqualTo(.5);
    assertThat(row.at(2)).isNaN();
    assertThat(row.at(9)).isNaN();
  }

  @Test
  void shouldNotChangeWithTheMapItWasMadeFrom() {
    // Given
    Map<Integer, Double> accuracies = new HashMap<>(Map.of(0, .25));
    AccuracyRow row = row(0, accuracies);

    // When
    accuracies.put(0, .75);

    // Then
    assertThat(row.at(0)).isEqualTo(.25);
  }

  @Test
  void shouldRefuseNegativeWindowsAndImpossibleAccuracies() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row(-1, Map.of()))
        .withMessage("window: got '-1', expected 0 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row(0, Map.of(-2, .5)))
        .withMessage("accuracies: got '-2', expected 0 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row(0, Map.of(2, 1.5)))
        .withMessage("accuracies[2]: got '1.5', expected a number in [0, 1] or NaN");
  }

  @Test
  void shouldAverageOverWindowsSoFar() {
    assertThat(AverageAccuracy.of(row(1, .5, .7, .9))).isEqualTo(.6, within(1e-12));
    assertThat(AverageAccuracy.of(row(2, .5, NONE, .9))).isEqualTo(.7, within(1e-12));
    assertThat(AverageAccuracy.of(row(2))).isNaN();
  }

  @Test
  void shouldBeMeanOfEvaluationsWhenAnytime() {
    // Given
    var anytime = new AnytimeAccuracy();
    assertThat(anytime.value()).isNaN();

    // When: A = .8, .4, (.2 + .6)/2
    anytime.add(row(0, .8));
    anytime.add(row(0, .4));
    anytime.add(row(1));
    anytime.add(row(1, .2, .6));

    // Then
    assertThat(anytime.value()).isEqualTo(1.6 / 3, within(1e-12));
  }
}
