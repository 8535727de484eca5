package dev.lethe.bench.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.bench.run.Summary;
import dev.lethe.bench.run.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedTest {
  @Test
  void shouldCompareErrorsWithoutScaling() {
    // Given: t(.975, 2) · 0.01 / √3 = 0.0248
    Summary ours = Summary.of(List.of(1.20, 1.21, 1.22));
    // Then
    assertThat(ours.text(Unit.NUMBER)).isEqualTo("1.210 ± 0.025 (sd 0.010, n = 3)");
    assertThat(Published.parse("1.22").verdict(ours, Unit.NUMBER)).isEqualTo("inside");
    assertThat(Published.parse("1.245").verdict(ours, Unit.NUMBER)).isEqualTo("near, 0.035 lower");
    assertThat(Published.parse("0.556").verdict(ours, Unit.NUMBER))
        .isEqualTo("outside, 0.654 higher");
    assertThat(Published.parse("1.245 sd 0.1 n 30").text(Unit.NUMBER))
        .isEqualTo("1.245 ± 0.100 (sd, n = 30)");
  }

  @Test
  void shouldComparePercentWithShares() {
    // Given
    Summary ours = Summary.of(List.of(.86, .862, .864));
    // Then
    assertThat(Published.parse("86.12 sd 1.89").verdict(ours, Unit.PERCENT)).isEqualTo("inside");
    assertThat(Published.parse("87.5").verdict(ours, Unit.PERCENT)).isEqualTo("near, 1.3 lower");
    assertThat(Published.parse("> 85.33").verdict(ours, Unit.PERCENT)).isEqualTo("above");
    assertThat(Published.parse("80.43").text(Unit.PERCENT)).isEqualTo("80.43");
  }

  @Test
  void shouldGiveNoVerdictWithoutAPublishedValue() {
    // Given
    Published none = Published.parse("none");
    // When, Then
    assertThat(none.text(Unit.PERCENT)).isEqualTo("–");
    assertThat(none.verdict(Summary.of(List.of(0.8, 0.9)), Unit.PERCENT)).isEmpty();
  }
}
