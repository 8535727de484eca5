package dev.lethe.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Origin;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.window.WindowRule;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowCutterTest {
  private final Map<Integer, Long> offsets = new HashMap<>();

  private static WindowCutter cutter(String rule, int windows) {
    return new WindowCutter(InputRange.parse("0:100-200,1:0-50"), WindowRule.parse(rule), windows);
  }

  /** Returns the next example of a partition. */
  private Example next(int partition, Role role, String task) {
    long offset = offsets.merge(partition, partition == 0 ? 100L : 0L, (before, x) -> before + 1);
    return new Example(
        "e" + partition + "-" + offset,
        1_000 * offset,
        new Features.Floats(new float[] {1}),
        role == Role.BOUNDARY ? Example.UNLABELLED : 0,
        task,
        role,
        new Origin(partition, offset));
  }

  private void learn(WindowCutter cutter, int partition, String... tasks) {
    for (String task : tasks) {
      cutter.accept(next(partition, Role.LEARN, task));
    }
  }

  @Test
  void shouldCutBeforeTheFirstExampleOfTheNextTask() {
    // Given
    WindowCutter cutter = cutter("field", 2);

    // When
    learn(cutter, 0, "a", "a", "b");
    learn(cutter, 1, "b");
    assertThat(cutter.isFound()).isFalse();
    learn(cutter, 1, "c");

    // Then: the example that ends the second window is in both parts
    assertThat(cutter.isFound()).isTrue();
    assertThat(cutter.first()).hasToString("0:100-103,1:0-2");
    assertThat(cutter.rest()).hasToString("0:103-200,1:1-50");
  }

  @Test
  void shouldKeepEvaluateExamplesOfTheNextTaskInTheRest() {
    // Given
    WindowCutter cutter = cutter("field", 1);

    // When
    learn(cutter, 0, "a");
    cutter.accept(next(0, Role.EVALUATE, "b"));
    learn(cutter, 0, "a");
    cutter.accept(next(0, Role.EVALUATE, "a"));
    cutter.accept(next(0, Role.EVALUATE, "b"));
    learn(cutter, 0, "b");

    // Then
    assertThat(cutter.first()).hasToString("0:100-106,1:0-0");
    assertThat(cutter.rest()).hasToString("0:104-200,1:0-50");
  }

  @Test
  void shouldCutAfterTheLastExampleOfACount() {
    // Given
    WindowCutter cutter = cutter("count(n=2)", 2);

    // When
    learn(cutter, 0, "a", "b");
    cutter.accept(next(1, Role.EVALUATE, "b"));
    cutter.skip(1, 1);
    learn(cutter, 0, "a", "a");

    // Then: only if an example follows
    assertThat(cutter.isFound()).isFalse();
    learn(cutter, 0, "a");
    assertThat(cutter.isFound()).isTrue();
    assertThat(cutter.first()).hasToString("0:100-104,1:0-2");
    assertThat(cutter.rest()).hasToString("0:104-200,1:2-50");
  }

  @Test
  void shouldCountTheWindowsOfAStreamThatIsTooShort() {
    // Given
    WindowCutter cutter = cutter("field", 2);

    // When
    learn(cutter, 0, "a", "b");
    cutter.accept(next(0, Role.BOUNDARY, null));

    // Then
    assertThat(cutter.isFound()).isFalse();
    assertThat(cutter.windows()).isEqualTo(2);
  }
}
