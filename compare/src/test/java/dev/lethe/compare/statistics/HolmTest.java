package dev.lethe.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {
  @Test
  void shouldStepDownAndStayMonotone() {
    // When: R, p.adjust(c(.01, .04, .03, .005), "holm")
    List<Double> adjusted = Holm.adjust(List.of(.01, .04, .03, .005));

    // Then
    assertThat(adjusted)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
        .containsExactly(.03, .06, .06, .02);
  }

  @Test
  void shouldNotExceedOne() {
    assertThat(Holm.adjust(List.of(.9, .8))).containsExactly(1.0, 1.0);
    assertThat(Holm.adjust(List.of())).isEmpty();
    assertThat(Holm.adjust(List.of(.05)).get(0)).isEqualTo(.05, Offset.offset(0.0));
  }

  @Test
  void shouldRefuseWhatIsNoProbability() {
    assertThatThrownBy(() -> Holm.adjust(List.of(.1, Double.NaN)))
        .hasMessage("p: got NaN, expected 0 to 1");
  }
}
