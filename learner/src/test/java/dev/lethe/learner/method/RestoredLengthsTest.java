package dev.lethe.learner.method;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts refuse arrays of another model's size: a checkpoint can be damaged or hostile. */
class RestoredLengthsTest {
  static List<PartDefinition> partsThatDependOnTheModel() {
    return MethodParts.VOCABULARY.definitions().stream()
        .filter(part -> state(part, 4, 3).length != state(part, 5, 4).length)
        .toList();
  }

  private static byte[] state(PartDefinition part, int hidden, int features) {
    String expression = Samples.with(part);
    try (Kit kit = kit(expression, hidden, features)) {
      return saved(method(kit, expression));
    }
  }

  private static Kit kit(String expression, int hidden, int features) {
    return new Kit("mlp(hidden=%d)".formatted(hidden), expression, features, features);
  }

  private static Method method(Kit kit, String expression) {
    return MethodExpression.parse(expression).complete().create(kit.context(), kit.head());
  }

  private static byte[] saved(Stateful state) {
    var out = new ByteArrayOutputStream();
    state.save(new StateWriter(out));
    return out.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("partsThatDependOnTheModel")
  void shouldRefuseArraysOfAnotherSize(PartDefinition part) {
    // Given
    byte[] state = state(part, 4, 3);
    String expression = Samples.with(part);
    try (Kit kit = kit(expression, 5, 4)) {
      Method target = method(kit, expression);

      // When, Then
      assertThatExceptionOfType(StateMismatchException.class)
          .isThrownBy(() -> target.restore(new StateReader(new ByteArrayInputStream(state))));
    }
  }
}
