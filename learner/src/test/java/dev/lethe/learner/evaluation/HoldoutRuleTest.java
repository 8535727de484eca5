package dev.lethe.learner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldoutRuleTest {
  @ParameterizedTest
  @CsvSource({
    "'', efd01f60ba992926",
    "a, 82a2a958a9bece5b",
    "é, 9d55ccb9ba86763b",
    "events-0-42, 039f2935a5fd303d"
  })
  void shouldComputeTheDocumentedHash(String id, String hash) {
    // When, Then: computed by an independent implementation
    assertThat(IdHash.hash(id)).isEqualTo(Long.parseUnsignedLong(hash, 16));
  }

  @Test
  void shouldHoldOutTheGivenShareOfIds() {
    // Given
    HoldoutRule rule = new HoldoutRule(0.2, 10, 10);

    // When
    long held = IntStream.range(0, 20_000).filter(i -> rule.holdsOut("events-0-" + i)).count();

    // Then: within four standard deviations
    assertThat(held / 20_000.0).isCloseTo(0.2, within(0.0113));
  }

  @Test
  void shouldHoldOutNothingByDefault() {
    // When, Then
    assertThat(IntStream.range(0, 1000).filter(i -> HoldoutRule.DEFAULT.holdsOut("" + i)))
        .isEmpty();
  }

  @Test
  void shouldRejectValuesOutOfRange() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HoldoutRule(0.6, 1, 1))
        .withMessage("holdout.share: got '0.6', expected a number in [0, 0.5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HoldoutRule(Double.NaN, 1, 1))
        .withMessage("holdout.share: got 'NaN', expected a number in [0, 0.5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HoldoutRule(0, 0, 1))
        .withMessage("holdout.capacity: got '0', expected at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HoldoutRule(0, 1, 0))
        .withMessage("holdout.windows: got '0', expected 1 to 64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HoldoutRule(0, 1, 65))
        .withMessage("holdout.windows: got '65', expected 1 to 64");
  }
}
