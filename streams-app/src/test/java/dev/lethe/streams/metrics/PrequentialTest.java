package dev.lethe.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrequentialTest {

  @Test
  void shouldAgreeWithDefinitionOfFadingFactorWhenSummedDirectly() {
    // Given
    var fading = new FadingAccuracy();
    var random = new Random(1);
    boolean[] right = new boolean[3000];

    // When
    for (int t = 0; t < right.length; t++) {
      right[t] = random.nextInt(10) < 7;
      fading.add(right[t]);
    }

    // Then: S = Σ α^(T-t) x_t, B = Σ α^(T-t)
    double sum = 0;
    double weight = 0;
    for (int t = 0; t < right.length; t++) {
      double factor = Math.pow(FadingAccuracy.ALPHA, right.length - 1 - t);
      sum += right[t] ? factor : 0;
      weight += factor;
    }
    assertThat(fading.value()).isEqualTo(sum / weight, within(1e-9));
  }

  @Test
  void shouldAgreeWithGoldenVectorWhenAlphaIsNineTenths() {
    // Given
    var fading = new FadingAccuracy(0.9);
    String truth = "AAABBBAABB";
    String predicted = "AABBBAAABA";

    // When
    for (int t = 0; t < truth.length(); t++) {
      fading.add(truth.charAt(t) == predicted.charAt(t));
    }

    // Then
    assertThat(fading.value()).isEqualTo(.672298, within(1e-6));
  }

  @Test
  void shouldBeExactFromTheFirstPredictionOn() {
    // Given
    var fading = new FadingAccuracy();

    // When
    fading.add(true);

    // Then
    assertThat(fading.value()).isEqualTo(1.0);
  }

  @Test
  void shouldCountOnlyLastThousandWhenStreamIsLonger() {
    // Given
    var windowed = new WindowedAccuracy();
    var random = new Random(2);
    var last = new ArrayDeque<Boolean>();

    for (int t = 0; t < 3456; t++) {
      boolean right = random.nextInt(10) < 3;

      // When
      windowed.add(right);

      // Then
      last.addLast(right);
      if (last.size() > WindowedAccuracy.LENGTH) {
        last.removeFirst();
      }
      assertThat(windowed.value())
          .isEqualTo((double) last.stream().filter(x -> x).count() / last.size());
    }
  }

  @Test
  void shouldBeUndefinedWhenNothingWasScored() {
    assertThat(new FadingAccuracy().value()).isNaN();
    assertThat(new WindowedAccuracy().value()).isNaN();
    assertThat(Tally.NONE.accuracy()).isNaN();
    assertThat(Tally.NONE.unscored().accuracy()).isNaN();
  }

  @Test
  void shouldRefuseTallyWhenMoreAreCorrectThanScored() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tally(3, 1, 2))
        .withMessageContaining("got 3 examples, 1 scored, 2 correct");
  }
}
