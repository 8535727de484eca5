package dev.lethe.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.compare.statistics.ProbabilityOfImprovement.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbabilityOfImprovementTest {
  @Test
  void shouldBeTheShareOfPairsThatTheFirstWins() {
    // Then: statistics.md, section E
    assertThat(ProbabilityOfImprovement.of(Samples.WINNER, Samples.LOSER))
        .isCloseTo(.84, within(1e-12));
    assertThat(ProbabilityOfImprovement.of(Samples.LOSER, Samples.WINNER))
        .isCloseTo(.16, within(1e-12));
    assertThat(ProbabilityOfImprovement.of(Samples.WINNER, Samples.WINNER)).isEqualTo(.5);
  }

  @Test
  void shouldAverageOverStreamsAndResampleEachByItself() {
    // Given: resampling across streams would give values other than 1/2
    List<Stream> streams =
        List.of(
            new Stream(new double[] {1, 1, 1}, new double[] {0, 0, 0}),
            new Stream(new double[] {5, 5, 5}, new double[] {9, 9, 9}));

    // When
    Interval interval = ProbabilityOfImprovement.interval(streams, 200, 1);

    // Then
    assertThat(interval.estimate()).isEqualTo(.5);
    assertThat(interval.low()).isEqualTo(.5);
    assertThat(interval.high()).isEqualTo(.5);
    assertThat(interval.n()).isEqualTo(6);
  }

  @Test
  void shouldContainTheEstimateInASeededInterval() {
    // Given
    List<Stream> streams = List.of(new Stream(Samples.WINNER, Samples.LOSER));

    // When
    Interval interval = ProbabilityOfImprovement.interval(streams, 2_000, 1);

    // Then
    assertThat(interval.contains(.84)).isTrue();
    assertThat(interval.low()).isBetween(.3, .7);
    assertThat(interval.high()).isEqualTo(1, within(.02));
    assertThat(ProbabilityOfImprovement.interval(streams, 2_000, 1)).isEqualTo(interval);
  }

  @Test
  void shouldHaveNoIntervalForOneRun() {
    // Given
    List<Stream> one = List.of(new Stream(new double[] {2}, new double[] {1}));

    // When, Then
    assertThat(ProbabilityOfImprovement.interval(one, 10, 1).isKnown()).isFalse();
    assertThat(ProbabilityOfImprovement.interval(one, 10, 1).estimate()).isEqualTo(1);
  }

  @Test
  void shouldRefuseEmptySamples() {
    assertThat(ProbabilityOfImprovement.of(new double[0], Samples.WINNER)).isNaN();
    assertThatThrownBy(() -> new Stream(new double[0], Samples.WINNER))
        .hasMessage("first: got 0, expected 1 or more");
    assertThatThrownBy(() -> ProbabilityOfImprovement.interval(List.of(), 10, 1))
        .hasMessage("streams: got 0, expected 1 or more");
  }
}
