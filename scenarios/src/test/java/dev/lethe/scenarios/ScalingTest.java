package dev.lethe.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.scenarios.data.Values;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ScalingTest {
  @Test
  void shouldKeepBytesWithoutScaling() {
    // Given
    var bytes = new Values.Bytes(new byte[] {1});
    // Then
    assertThat(Scaling.parse("none").scaler().apply(bytes)).isSameAs(bytes);
  }

  @Test
  void shouldScaleBytesByTheGivenMeanAndDeviation() {
    // Given (0 - .5) / .25 = -2, (255/255 - .5) / .25 = 2, (51/255 - .5) / .25 = -1.2
    var bytes = new Values.Bytes(new byte[] {0, (byte) 255, 51});
    // When
    float[] scaled = floats(Scaling.parse("0.5:0.25").scaler().apply(bytes));
    // Then
    assertThat(scaled).containsExactly(-2f, 2f, -1.2f);
  }

  @Test
  void shouldStandardiseWithTheStreamSoFar() {
    // Given 2, 4, 9: means 2, 3, 5; population deviations 0, 1, sqrt(26/3)
    UnaryOperator<Values> running = Scaling.parse("running").scaler();
    // Then
    assertThat(score(running, 2)).isZero();
    assertThat(score(running, 4)).isEqualTo(1f);
    assertThat(score(running, 9)).isCloseTo((float) (4 / Math.sqrt(26 / 3.0)), within(1e-6f));
  }

  @Test
  void shouldResetBetweenIterationsOverAStream() {
    // Given
    Scaling running = Scaling.parse("running");
    score(running.scaler(), 100);
    // Then
    assertThat(score(running.scaler(), 5)).isZero();
  }

  @Test
  void shouldScaleTheExamplesOfAStream() {
    // Given pixels 1 to 16
    var options = ScenarioOptions.builder().scaling(Scaling.parse("0:1")).build();
    // When
    StreamExample example =
        Scenario.parse("split", options).over(Fixtures.counting(10, 20, 10)).iterator().next();
    // Then
    assertThat(floats(example.features())).hasSize(16).startsWith(1 / 255f, 2 / 255f);
  }

  @Test
  void shouldRejectInvalidText() {
    assertThatThrownBy(() -> Scaling.parse("0.1"))
        .hasMessage(
            "normalise: got '0.1', expected none, MEAN:STD such as 0.1307:0.3081, or running");
    assertThatThrownBy(() -> Scaling.parse("0:x")).hasMessageContaining("got '0:x'");
    assertThatThrownBy(() -> Scaling.parse("0:0")).hasMessageContaining("deviation above 0");
    assertThatThrownBy(
            () -> Scaling.parse("0:1").scaler().apply(new Values.Floats(new float[] {1})))
        .hasMessageContaining("the features are not bytes");
  }

  private static float score(UnaryOperator<Values> scale, float value) {
    return floats(scale.apply(new Values.Floats(new float[] {value})))[0];
  }

  private static float[] floats(Values values) {
    return ((Values.Floats) values).values();
  }
}
