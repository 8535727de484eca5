package dev.lethe.bench.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import dev.lethe.bench.run.Trial;
import dev.lethe.learner.method.MethodExpression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlowRegressionTest {
  @Test
  void shouldUseTheThresholdOfThePaper() {
    // 12 weights +1 and 8 −1: S = (20 − 4 + 1)/2 = 8.5, τ = 14.7 − 8.5
    assertThat(SlowRegression.threshold(4, 1)).isCloseTo(6.2, within(1e-12));
    assertThat(SlowRegression.threshold(4, -1)).isCloseTo(7.2, within(1e-12));
  }

  @Test
  void shouldRedrawSlowBitsEveryTenThousandSteps() {
    // Given
    var stream = new SlowRegression(1);
    float[] bits = new float[SlowRegression.INPUTS];
    Set<List<Float>> slow = new HashSet<>();
    Set<List<Float>> fast = new HashSet<>();
    // When
    for (int step = 0; step < 10_000; step++) {
      stream.next(bits);
      slow.add(slice(bits, 0, 15));
      fast.add(slice(bits, 15, 20));
    }
    // Then
    assertThat(slow).hasSize(1);
    assertThat(fast).hasSize(32);
    stream.next(bits);
    assertThat(slow).doesNotContain(slice(bits, 0, 15));
    assertThat(slice(bits, 0, 20)).containsOnly(0f, 1f);
  }

  @Test
  void shouldHaveTheSameTargetForTheSameBits() {
    // Given: as long as the slow bits stay, the 5 fast bits determine the target
    var stream = new SlowRegression(2);
    float[] bits = new float[SlowRegression.INPUTS];
    Set<List<Float>> pairs = new HashSet<>();
    Set<Float> targets = new HashSet<>();
    // When
    for (int step = 0; step < 5000; step++) {
      float y = stream.next(bits);
      List<Float> pair = new ArrayList<>(slice(bits, 15, 20));
      pair.add(y);
      pairs.add(pair);
      targets.add(y);
    }
    // Then
    assertThat(pairs).hasSize(32);
    assertThat(targets.size()).isGreaterThan(1);
  }

  @Test
  void shouldReportTheFirstBinAndTheMeanOfTheLastTen() {
    List<Double> bins = IntStream.rangeClosed(1, 12).mapToObj(i -> (double) i).toList();
    assertThat(RegressionTrial.metrics(bins))
        .containsEntry(Metric.FIRST_ERROR, 1.0)
        .containsEntry(Metric.LAST_ERROR, 7.5)
        .hasSize(2);
  }

  @Test
  void shouldRunAProtocolReproducibly() {
    // Given
    Trial trial =
        new Protocol(Map.of("stream", "slow-regression", "steps", "400", "bin", "100"))
            .trial("naive+sgd(lr=0.01)", Optional.empty());
    // When
    Result run = trial.run(3);
    // Then: the error falls, and a second run is the same
    assertThat(run.bins()).hasSize(4).isEqualTo(trial.run(3).bins());
    assertThat(run.bins().get(3)).isLessThan(run.bins().get(0));
    assertThat(run.metrics()).containsEntry(Metric.FIRST_ERROR, run.bins().get(0));
  }

  @Test
  void shouldRejectAnIncompleteBin() {
    var naive = MethodExpression.parse("naive");
    assertThatThrownBy(
            () -> new RegressionTrial(naive, null, 150, 100, RegressionTrial.Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("steps: got 150");
  }

  private static List<Float> slice(float[] bits, int from, int to) {
    List<Float> all = new ArrayList<>();
    for (float bit : Arrays.copyOfRange(bits, from, to)) {
      all.add(bit);
    }
    return all;
  }
}
