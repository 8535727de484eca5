package dev.lethe.learner.plasticity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Plasticity;
import dev.lethe.learner.part.Step;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resets of the two channels of a convolution: filters [2, 1, 3, 3], head [2, 2]. */
class ChannelsTest {
  // the first pixel is 0, so the corner weight of a filter has no effect
  private static final float[][] ROWS = {{0, 1, 2, 3}, {0, 3, 1, 5}};
  private static final int CENTRE = 4;

  private final Kit kit = new Kit("cnn(input=1x2x2,channels=2,hidden=0)", "relu", 4, 2);

  @BeforeEach
  void makeTheChannelsEqual() {
    setFilters(0, 0, 1, 1);
    kit.set(2, 1, 1, -1, -1);
  }

  @AfterEach
  void close() {
    kit.close();
  }

  private void setFilters(float corner0, float corner1, float centre0, float centre1) {
    float[] filters = new float[18];
    filters[0] = corner0;
    filters[9] = corner1;
    filters[CENTRE] = centre0;
    filters[9 + CENTRE] = centre1;
    kit.set(0, filters);
  }

  @ParameterizedTest
  @CsvSource({
    // utility: outgoing weight · deviation / incoming weight
    "0, 0, 1, 1, 0.5, 1, 0",
    "0, 0, 1, 1, 1, 0.5, 1",
    "5, 0, 1, 1, 1, 1, 0",
    "0, 5, 1, 1, 1, 1, 1"
  })
  void shouldResetTheChannelWithTheLowestUtility(
      float corner0, float corner1, float centre0, float centre1, float out0, float out1, int due) {
    // Given: one of two mature channels is due per step
    setFilters(corner0, corner1, centre0, centre1);
    kit.set(2, out0, out1, -out0, -out1);
    float[] before = kit.parameter(0).toFloatArray();
    var part = Kit.part("cbp(rate=0.5,maturity=1,decay=0)");
    Plasticity cbp = new ContinualBackprop(part, kit.context());

    // When
    cbp.updated(kit.step(ROWS, 0, 1));
    cbp.updated(kit.step(ROWS, 0, 1));

    // Then
    assertThat(changed(before)).isEqualTo(due);
    assertThat(kit.parameter(2).toFloatArray()[due]).isZero();
    assertThat(kit.parameter(2).toFloatArray()[1 - due]).isNotZero();
  }

  @ParameterizedTest
  @CsvSource({"-1, 1, 0", "1, -1, 1"})
  void shouldResetTheChannelThatIsInactiveAtAllPositions(
      float centre0, float centre1, int dormant) {
    // Given
    setFilters(0, 0, centre0, centre1);
    float[] before = kit.parameter(0).toFloatArray();
    Plasticity redo =
        new DormantUnits(Kit.part("redo(tau=0.1,when=steps:1,rows=2)"), kit.context());
    Step step = kit.step(ROWS, 0, 1);

    // When
    redo.updated(step);

    // Then
    assertThat(changed(before)).isEqualTo(dormant);
    assertThat(kit.parameter(2).toFloatArray()[dormant]).isZero();
  }

  /** Returns the only channel whose filter has changed. */
  private int changed(float[] before) {
    float[] now = kit.parameter(0).toFloatArray();
    boolean first = !Arrays.equals(before, 0, 9, now, 0, 9);
    boolean second = !Arrays.equals(before, 9, 18, now, 9, 18);
    assertThat(first).isNotEqualTo(second);
    return first ? 0 : 1;
  }
}
