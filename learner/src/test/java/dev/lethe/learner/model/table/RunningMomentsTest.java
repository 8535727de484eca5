package dev.lethe.learner.model.table;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningMomentsTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void shouldRefuseTheStateOfAnotherNumberOfColumns(int columns) {
    // Given
    var state = new ByteArrayOutputStream();
    new RunningMoments(columns, 10).save(new StateWriter(state));
    var in = new StateReader(new ByteArrayInputStream(state.toByteArray()));

    // When, Then
    assertThatExceptionOfType(StateMismatchException.class)
        .isThrownBy(() -> new RunningMoments(3, 10).restore(in))
        .withMessage("values of an array: got '%d', expected '3'", columns);
  }
}
