package dev.lethe.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lethe.trainer.travel.RunMoment;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeBoundTest {
  private static final Optional<String> NO_RUN = Optional.empty();

  @Test
  void shouldParseAllForms() {
    assertThat(RangeBound.parse("from", "1200", NO_RUN))
        .isEqualTo(new RangeBound.EveryPartition(1200));
    assertThat(RangeBound.parse("from", "0/1200,12/900", NO_RUN))
        .isEqualTo(new RangeBound.Offsets(new TreeMap<>(Map.of(0, 1200L, 12, 900L))));
    assertThat(RangeBound.parse("from", "2026-11-28T10:00:00Z", Optional.of("er")))
        .isEqualTo(new RangeBound.Timestamp(Instant.parse("2026-11-28T10:00:00Z")));
    assertThat(RangeBound.parse("from", "er@window:3", NO_RUN))
        .isEqualTo(new RangeBound.OfRun(RunMoment.parse("er@window:3")));
    assertThat(RangeBound.parse("from", "window:3", Optional.of("er")))
        .isEqualTo(new RangeBound.OfRun(RunMoment.parse("er@window:3")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "0:5", "0/", "-1", "window:3", "0/5;1/6"})
  void shouldRefuseOtherForms(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RangeBound.parse("from", text, NO_RUN))
        .withMessageStartingWith("from: got '" + text + "', expected an offset such as 1200");
  }

  @Test
  void shouldRefuseTwoOffsetsOfAPartition() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RangeBound.parse("from", "0/5,1/7,0/6", NO_RUN))
        .withMessage(
            "from: got partition 0 twice in '0/5,1/7,0/6', expected one offset for each partition");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0:1", "0:5-2", "a:1-2"})
  void shouldRefuseARangeOfAnotherForm(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InputRange.parse(text))
        .withMessageStartingWith("range: got ");
  }
}
