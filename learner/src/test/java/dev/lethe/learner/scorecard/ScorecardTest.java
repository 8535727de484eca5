package dev.lethe.learner.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.learner.stream.LearnerListener;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class ScorecardTest {
  @Test
  void shouldCompareRunAndFreshNetworkByQuotients() {
    // When
    Plasticity plasticity = new Plasticity(0.6, 0.8, 0.9, 0.6, 200, 50);

    // Then
    assertThat(plasticity.ratio()).isEqualTo(0.6 / 0.8);
    assertThat(plasticity.holdoutRatio()).isEqualTo(0.9 / 0.6);
    assertThat(plasticity.speed()).isEqualTo(0.25);
  }

  @Test
  void shouldHandleUnreachedAccuracyAndZeroReference() {
    // When
    Plasticity plasticity = new Plasticity(0.6, 0, 0.9, 0, Double.POSITIVE_INFINITY, 50);

    // Then
    assertThat(plasticity.speed()).isZero();
    assertThat(plasticity.ratio()).isNaN();
    assertThat(plasticity.holdoutRatio()).isNaN();
  }

  @Test
  void shouldRejectLimitsOutOfRange() {
    assertThatThrownBy(() -> new ReferenceNetworks(true, true, 0, 1, 1))
        .hasMessage("scorecard.sample: got '0', expected 1 to 20000");
    assertThatThrownBy(() -> new ReferenceNetworks(true, true, 1, 21, 1))
        .hasMessage("scorecard.passes: got '21', expected 1 to 20");
    assertThatThrownBy(() -> new ReferenceNetworks(true, true, 1, 1, -1))
        .hasMessage("scorecard.holdout: got '-1', expected 1 to 10000");
  }

  @Test
  void shouldPrintReferenceNetworksWithTheirLimits() {
    assertThat(ReferenceNetworks.NONE).hasToString("stability");
    assertThat(new ReferenceNetworks(true, false, 1, 2, 3))
        .hasToString("stability+fresh(holdout=3)");
    assertThat(ReferenceNetworks.DEFAULT.with(1, 2, 3))
        .hasToString("stability+fresh(holdout=3)+from-scratch(holdout=3,passes=2,sample=1)");
  }

  @Test
  void shouldForwardAllEventsOfALearner() throws Exception {
    // an event that the recorder does not override would end in an empty default method
    for (Method event : LearnerListener.class.getMethods()) {
      assertThat(ScorecardRecorder.class.getMethod(event.getName(), event.getParameterTypes()))
          .extracting(Method::getDeclaringClass)
          .as(event.getName())
          .isEqualTo(ScorecardRecorder.class);
    }
  }
}
