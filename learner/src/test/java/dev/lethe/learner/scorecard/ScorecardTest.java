package dev.lethe.learner.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.learner.stream.LearnerListener;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScorecardTest {
  @Test
  void shouldCompareByQuotientsWhenBothHaveLearnt() {
    // When
    Plasticity plasticity = new Plasticity(0.6, 0.8, 0.9, 0.6, 200, 50);

    // Then
    assertThat(plasticity.ratio()).isEqualTo(0.6 / 0.8);
    assertThat(plasticity.holdoutRatio()).isEqualTo(0.9 / 0.6);
    assertThat(plasticity.speed()).isEqualTo(0.25);
  }

  @Test
  void shouldHaveNoSpeedWhenTheLevelIsNeverReachedAndNoRatioOfNothing() {
    // When
    Plasticity plasticity = new Plasticity(0.6, 0, 0.9, 0, Double.POSITIVE_INFINITY, 50);

    // Then
    assertThat(plasticity.speed()).isZero();
    assertThat(plasticity.ratio()).isNaN();
    assertThat(plasticity.holdoutRatio()).isNaN();
  }

  @Test
  void shouldNameTheFiguresThatExist() {
    // Given
    Scorecard first =
        new Scorecard(
            0, "a", 9, new Stability(0.5, Double.NaN, 0, 0.75), Plasticity.NONE, Double.NaN);
    Scorecard later =
        new Scorecard(
            1,
            "b",
            18,
            new Stability(0.5, 0.25, 1, 0.75),
            new Plasticity(0.25, 0.5, 0.75, 0.25, 80, 20),
            -0.125);

    // When, Then
    assertThat(first.metrics())
        .isEqualTo(Map.of("scorecard.accuracy", 0.5, "scorecard.learning.accuracy", 0.75));
    assertThat(later.metrics())
        .isEqualTo(
            Map.of(
                "scorecard.accuracy", 0.5,
                "scorecard.forgetting", 0.25,
                "scorecard.learning.accuracy", 0.75,
                "scorecard.plasticity.ours", 0.25,
                "scorecard.plasticity.fresh", 0.5,
                "scorecard.plasticity.ratio", 0.5,
                "scorecard.plasticity.holdout.ratio", 3.0,
                "scorecard.plasticity.speed", 0.25,
                "scorecard.warm.start.gap", -0.125));
  }

  @Test
  void shouldSayWhatIsWantedWhenABudgetIsNoneOrTooMuch() {
    assertThatThrownBy(() -> new ReferenceNetworks(true, true, 0, 1, 1))
        .hasMessage("scorecard.sample: got '0', expected 1 to 20000");
    assertThatThrownBy(() -> new ReferenceNetworks(true, true, 1, 21, 1))
        .hasMessage("scorecard.passes: got '21', expected 1 to 20");
    assertThatThrownBy(() -> new ReferenceNetworks(true, true, 1, 1, -1))
        .hasMessage("scorecard.holdout: got '-1', expected 1 to 10000");
  }

  @Test
  void shouldBeWrittenAsWhatTheScorecardTellsOf() {
    assertThat(ReferenceNetworks.NONE).hasToString("stability");
    assertThat(new ReferenceNetworks(true, false, 1, 2, 3))
        .hasToString("stability+fresh(holdout=3)");
    assertThat(ReferenceNetworks.DEFAULT.with(1, 2, 3))
        .hasToString("stability+fresh(holdout=3)+from-scratch(holdout=3,passes=2,sample=1)");
  }

  @Test
  void shouldPassOnEverythingThatALearnerTells() throws Exception {
    // what is not declared here would end in an empty default method
    for (Method told : LearnerListener.class.getMethods()) {
      assertThat(ScorecardRecorder.class.getMethod(told.getName(), told.getParameterTypes()))
          .extracting(Method::getDeclaringClass)
          .as(told.getName())
          .isEqualTo(ScorecardRecorder.class);
    }
  }
}
