package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restoring a hostile state may fail, but does not exhaust memory. */
class HostileStateTest {
  private static final int MUTATIONS = 400;
  private static final long ALLOWANCE = 32 << 20;
  private static final long[] VALUES = {
    -1, 0, 1 << 20, Integer.MAX_VALUE, Integer.MAX_VALUE - 8, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final ReferenceNetworks ALL = new ReferenceNetworks(true, true, 60, 2, 15);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "er(memory=50)+cbrs+adam",
        "gdumb(memory=50)",
        "gem(memory=20)",
        "derpp(memory=50)+ewc(lambda=1)"
      })
  void shouldNotAllocateMoreThanTheStateHas(String method) {
    // Given
    LearnerSpec spec = Streams.spec(method, "count(n=101)", new HoldoutRule(0.1, 20, 3), 1);
    var out = new ByteArrayOutputStream();
    try (var learner = new ScoredLearner(spec, ALL, new Cards())) {
      Streams.task("a", 0, 250, Role.LEARN).forEach(learner::accept);
      learner.save(out);
    }
    int[] lengths = lengths(out.toByteArray());
    assertThat(lengths.length).isGreaterThan(100);
    var random = new Random(3);

    // When
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] state = out.toByteArray();
      int position = lengths[random.nextInt(lengths.length)];
      ByteBuffer.wrap(state).putLong(position, VALUES[random.nextInt(VALUES.length)]);
      refused += refused(spec, state) ? 1 : 0;
    }

    // Then
    assertThat(refused).isGreaterThan(MUTATIONS / 10);
  }

  /** Returns the positions of numbers that could be lengths. */
  private static int[] lengths(byte[] state) {
    ByteBuffer bytes = ByteBuffer.wrap(state);
    return IntStream.range(0, state.length - Long.BYTES)
        .filter(i -> bytes.getLong(i) > 0 && bytes.getLong(i) < state.length)
        .toArray();
  }

  private static boolean refused(LearnerSpec spec, byte[] state) {
    try (var learner = new ScoredLearner(spec, ALL, new Cards())) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      boolean refused = false;
      try {
        learner.restore(new ByteArrayInputStream(state));
      } catch (RuntimeException e) {
        refused = true;
      }
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .isLessThan(20L * state.length + ALLOWANCE);
      return refused;
    }
  }
}
