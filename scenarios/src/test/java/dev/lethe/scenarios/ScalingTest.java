package dev.lethe.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.scenarios.data.Dataset;
import dev.lethe.scenarios.data.Split;
import dev.lethe.scenarios.data.Values;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingTest {
  private final List<String> warnings = new ArrayList<>();

  @Test
  void shouldKeepBytesWithoutScaling() {
    // Given
    var bytes = new Values.Bytes(new byte[] {1});
    // Then
    assertThat(Scaling.parse("none").scaler(warnings::add).apply(bytes)).isSameAs(bytes);
  }

  @Test
  void shouldScaleBytesByTheGivenMeanAndDeviation() {
    // Given (0 - .5) / .25 = -2, (255/255 - .5) / .25 = 2, (51/255 - .5) / .25 = -1.2
    var bytes = new Values.Bytes(new byte[] {0, (byte) 255, 51});
    // When
    float[] scaled = floats(Scaling.parse("0.5:0.25").scaler(warnings::add).apply(bytes));
    // Then
    assertThat(scaled).containsExactly(-2f, 2f, -1.2f);
  }

  @Test
  void shouldStandardiseWithTheStreamSoFar() {
    // Given 2, 4, 9: means 2, 3, 5; population deviations 0, 1, sqrt(26/3)
    UnaryOperator<Values> running = Scaling.parse("running").scaler(warnings::add);
    // Then
    assertThat(score(running, 2)).isZero();
    assertThat(score(running, 4)).isEqualTo(1f);
    assertThat(score(running, 9)).isCloseTo((float) (4 / Math.sqrt(26 / 3.0)), within(1e-6f));
  }

  @Test
  void shouldStandardiseAsBeforeAfterAnAbsurdValueAndNameIt() {
    // Given
    Scaler spoilt = Scaling.parse("running").scaler(warnings::add);
    Scaler clean = Scaling.parse("running").scaler(warnings::add);
    for (int row = 1; row <= 200; row++) {
      assertThat(score(spoilt, row % 7)).isEqualTo(score(clean, row % 7));
    }
    // When
    float absurd = score(spoilt, 1e5f);
    // Then
    assertThat(absurd).isGreaterThan(10_000);
    for (int row = 1; row <= 200; row++) {
      assertThat(score(spoilt, row % 7)).isEqualTo(score(clean, row % 7));
    }
    spoilt.end();
    assertThat(warnings)
        .containsExactly(
            "normalise: got 1.000e+05 in row 201, feature column 1 (both counted from 1), far larger"
                + " than its other values, so mean and deviation ignore it and values like it: check"
                + " the data");
  }

  @ParameterizedTest
  @CsvSource({"0, 1e5", "5, -1e5", "150, 500", "0, 3e38"})
  void shouldNameAValueThatSpoilsItsColumnAtTheEnd(int row, float value) {
    // Given
    Scaler running = Scaling.parse("running").scaler(warnings::add);
    // When
    IntStream.range(0, 1000).forEach(i -> score(running, i == row ? value : i % 3 - 1));
    assertThat(warnings).isEmpty();
    running.end();
    // Then
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("normalise: got %.4g in row %d, feature column 1".formatted(value, row + 1))
        .contains("all later values of the column got nearly the same score");
  }

  @Test
  void shouldFollowWhenAColumnChangesItsScaleForGood() {
    // Given
    Scaler running = Scaling.parse("running").scaler(warnings::add);
    IntStream.range(0, 100).forEach(i -> score(running, i % 2));
    // When
    IntStream.range(0, 1000).forEach(i -> score(running, 1e5f * (i % 2 + 1)));
    // Then
    assertThat(score(running, 1e5f)).isBetween(-2f, 0f);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void shouldAcceptRareOnesAndChangesOfAConstantColumn() {
    // Given
    Scaler running = Scaling.parse("running").scaler(warnings::add);
    // When: a rare class, a constant that changes, and a price that peaks at 200 times its usual
    for (int i = 0; i < 1000; i++) {
      float[] row = {i == 500 ? 1 : 0, i < 900 ? .4f : .9f, i == 700 ? 200 : 1 + i % 2};
      assertThat(running.apply(new Values.Floats(row))).isNotNull();
    }
    running.end();
    // Then
    assertThat(warnings).isEmpty();
  }

  @Test
  void shouldWarnWithTheLastExampleOfAStream() {
    // Given
    float[] column = new float[100];
    for (int i = 0; i < column.length; i++) {
      column[i] = i == 2 ? 1e5f : i % 3;
    }
    Split rows = new Split(1, new Values.Floats(column), new int[100]);
    Split none = new Split(1, new Values.Floats(new float[0]), new int[0]);
    var options = ScenarioOptions.builder().scaling(Scaling.parse("running")).build();
    ExampleStream stream =
        Scenario.parse("as-is", options).over(new Dataset("table", 1, 1, 2, rows, none));
    // When
    Iterator<StreamExample> examples = stream.iterator(warnings::add);
    for (int i = 0; i < 100; i++) {
      examples.next();
    }
    // Then
    assertThat(warnings).singleElement().asString().contains("got 1.000e+05 in row 3");
  }

  @Test
  void shouldResetBetweenIterationsOverAStream() {
    // Given
    Scaling running = Scaling.parse("running");
    score(running.scaler(warnings::add), 100);
    // Then
    assertThat(score(running.scaler(warnings::add), 5)).isZero();
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
            () ->
                Scaling.parse("0:1")
                    .scaler(warnings::add)
                    .apply(new Values.Floats(new float[] {1})))
        .hasMessageContaining("the features are not bytes");
  }

  private static float score(UnaryOperator<Values> scale, float value) {
    return floats(scale.apply(new Values.Floats(new float[] {value})))[0];
  }

  private static float[] floats(Values values) {
    return ((Values.Floats) values).values();
  }
}
