package dev.lethe.learner.plasticity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentRowsTest {
  private Kit kit;
  private RecentRows rows;

  @BeforeEach
  void createRows() {
    kit = new Kit("mlp(hidden=3)", "naive", 2, 2);
    rows = new RecentRows(4, kit.context());
  }

  @AfterEach
  void close() {
    kit.close();
  }

  /** Adds a step of one row per key. */
  private void add(long... keys) {
    Step step = kit.step(new float[][] {{1, 2}}, 0);
    for (long key : keys) {
      step.batch().clear();
      step.batch().add((target, from) -> target[from] = key, 0, 0, () -> key);
      rows.add(step);
    }
  }

  private List<Long> keys() {
    List<Long> keys = new ArrayList<>();
    rows.forEachKey(keys::add);
    return keys;
  }

  @Test
  void shouldReplaceTheOldestRowsFirstAfterForgetting() {
    // Given: 3, 4, 5, 6
    add(1, 2, 3, 4, 5, 6);

    // When
    int removed = rows.forget(Set.of(4L, 99L));

    // Then
    assertThat(removed).isEqualTo(1);
    assertThat(rows.isFull()).isFalse();
    assertThat(keys()).containsExactly(3L, 5L, 6L);
    add(7);
    assertThat(rows.isFull()).isTrue();
    add(8);
    assertThat(keys()).containsExactlyInAnyOrder(5L, 6L, 7L, 8L);
  }

  @Test
  void shouldCountTheNewRowsThatRemain() {
    // Given: 1 and 2 have been measured, 3 and 4 have not
    add(1, 2);
    rows.outputs();
    add(3, 4);

    // When
    rows.forget(Set.of(3L));

    // Then: three more are needed, so that all have been replaced
    add(5, 6);
    assertThat(rows.areNew()).isFalse();
    add(7);
    assertThat(rows.areNew()).isTrue();
    assertThat(keys()).containsExactlyInAnyOrder(4L, 5L, 6L, 7L);
  }

  @Test
  void shouldStartAnewWhenAllRowsAreForgotten() {
    // Given
    add(1, 2, 3, 4, 5);

    // When
    rows.forget(Set.of(1L, 2L, 3L, 4L, 5L));

    // Then
    assertThat(keys()).isEmpty();
    add(6, 7, 8, 9, 10);
    assertThat(rows.areNew()).isTrue();
    assertThat(keys()).containsExactlyInAnyOrder(7L, 8L, 9L, 10L);
  }
}
