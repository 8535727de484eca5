package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.trainer.simulated.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Crashes a trainer at every boundary. These bugs, planted one at a time, made schedules fail: a
 * checkpoint taken before the commit (44 of 150), offsets committed in a transaction of their own
 * (19 of 150), and a replay that does not predict what the original transaction had predicted (55
 * of 150). A fifth of the schedules also deletes input and journal entries that the run needs and
 * may skip, and some add a partition in the middle. {@code bench/simulate --schedules 1 --seed N}
 * repeats the schedule with seed N.
 */
class SimulationTest {
  private static final long SCHEDULES = 1000;

  @TempDir Path directory;

  @Test
  void shouldPublishEverythingOnceWhereverTheTrainerCrashes() {
    // When
    Simulations.Result result = Simulations.run(1, SCHEDULES, directory, done -> {});
    // Then each schedule equals its twin, and no boundary was left out
    assertThat(result.failures()).isEmpty();
    assertThat(result.faults().keySet())
        .containsAll(
            FaultSchedule.BOUNDARIES.stream()
                .map(boundary -> Fault.Kind.CRASH + " " + boundary)
                .toList());
  }
}
