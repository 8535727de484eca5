package dev.lethe.learner.head;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lethe.learner.part.Kit;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Heads with four features and three classes refuse statistics of another size. */
class HeadStateTest {
  private static void assertRefused(String head, Consumer<StateWriter> statistics, String message) {
    // Given: a state whose classifier fits
    var state = new ByteArrayOutputStream();
    var out = new StateWriter(state);
    out.put(new float[12], 12).put(new float[3], 3).put(false).put(0L).put(0L);
    statistics.accept(out);
    try (Kit kit = new Kit("mlp(hidden=4)", head, 2, 3)) {
      // When, Then
      assertThatExceptionOfType(StateMismatchException.class)
          .isThrownBy(
              () ->
                  kit.head()
                      .restore(new StateReader(new ByteArrayInputStream(state.toByteArray()))))
          .withMessage(message);
    }
  }

  @Test
  void shouldRefuseStatisticsOfAnotherSize() {
    assertRefused(
        "ncm(of=stream)",
        out -> out.put(new double[11], 11),
        "values of an array: got '11', expected '12'");
    assertRefused(
        "slda", out -> out.put(new long[2], 2), "values of an array: got '2', expected '3'");
    assertRefused(
        "slda",
        out -> out.put(new long[3], 3).put(new double[13], 13),
        "values of an array: got '13', expected '12'");
  }
}
