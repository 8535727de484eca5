package dev.lethe.learner.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.network.Logits;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class StoredLogitsTest {
  private static float[] values(StoredLogits stored) {
    var state = new ByteArrayOutputStream();
    stored.save(new StateWriter(state));
    return new StateReader(new ByteArrayInputStream(state.toByteArray())).getFloats();
  }

  @Test
  void shouldMoveTheLogitsOfTheLastSlotAndLeaveNoTrace() {
    // Given
    var stored = new StoredLogits(3, 2);
    var logits = new Logits(new float[] {1, 2, 3, 4, 5, 6}, 2);
    for (int slot = 0; slot < 3; slot++) {
      stored.put(slot, logits, slot);
    }

    // When, Then
    stored.remove(0, 2);
    assertThat(values(stored)).containsExactly(5, 6, 3, 4, 0, 0);
    stored.remove(1, 1);
    assertThat(values(stored)).containsExactly(5, 6, 0, 0, 0, 0);
  }
}
