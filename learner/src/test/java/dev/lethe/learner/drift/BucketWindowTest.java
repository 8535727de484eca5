package dev.lethe.learner.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BucketWindowTest {
  @Test
  void shouldKeepAMillionValuesInAFewBuckets() {
    // Given
    BucketWindow window = new BucketWindow();
    int values = 1 << 20;

    // When
    int tooMany = 0;
    for (int t = 0; t < values; t++) {
      window.add(t & 1);
      tooMany += window.buckets() > maxBuckets(window.width()) ? 1 : 0;
    }

    // Then
    assertThat(tooMany).isZero();
    assertThat(window.width()).isEqualTo(values);
    // rows 0 to 17
    assertThat(window.buckets()).isLessThanOrEqualTo(90);
  }

  @Test
  void shouldKeepMeanAndVarianceOfNewestValuesWhenOldOnesAreDropped() {
    // Given: multiples of 1/1024, whose sums are exact
    double[] values =
        Arrays.stream(SyntheticStreams.uniform(20_000))
            .map(u -> Math.floor(u * 1024) / 1024)
            .toArray();
    BucketWindow window = new BucketWindow();

    // When, Then
    for (int t = 0; t < values.length; t++) {
      window.add(values[t]);
      if (t % 400 == 399) {
        window.dropOldest();
        double[] newest = Arrays.copyOfRange(values, t + 1 - (int) window.width(), t + 1);
        double mean = Arrays.stream(newest).average().orElseThrow();
        double variance =
            Arrays.stream(newest).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        assertThat(window.mean()).isEqualTo(mean);
        assertThat(window.variance()).isCloseTo(variance, within(1e-9));
        assertThat(window.buckets()).isLessThanOrEqualTo(maxBuckets(window.width()));
      }
    }
    assertThat(window.width()).isLessThan(values.length / 2);
  }

  @Test
  void shouldBeEmptyWhenAllBucketsAreDropped() {
    // Given
    BucketWindow window = new BucketWindow();
    for (double value : SyntheticStreams.uniform(100)) {
      window.add(value);
    }

    // When
    while (window.width() > 0) {
      window.dropOldest();
    }

    // Then
    assertThat(window.buckets()).isZero();
    assertThat(window.mean()).isZero();
    assertThat(window.variance()).isZero();
    assertThat(window.anyCut((n0, mean0, n1, mean1) -> true)).isFalse();
  }

  @Test
  void shouldCutAfterEachBucketFromTheOldest() {
    // Given: six values fill one bucket of two values and four buckets of one
    BucketWindow window = new BucketWindow();
    for (double value : new double[] {1, 0, 1, 1, 0, 0}) {
      window.add(value);
    }
    StringBuilder cuts = new StringBuilder();

    // When
    window.anyCut(
        (n0, mean0, n1, mean1) -> {
          cuts.append(n0).append(':').append(mean0).append(' ');
          cuts.append(n1).append(':').append(mean1).append(", ");
          return false;
        });

    // Then
    assertThat(cuts.toString())
        .isEqualTo("2:0.5 4:0.5, 3:" + 2.0 / 3 + " 3:" + 1.0 / 3 + ", 4:0.75 2:0.0, 5:0.6 1:0.0, ");
  }

  /** Follows from at least 4 buckets in every row but the last, and at least one in the last. */
  private static int maxBuckets(long width) {
    return 5 * (1 + (int) (Math.log((width + 4) / 5.0) / Math.log(2) + 1e-9));
  }
}
