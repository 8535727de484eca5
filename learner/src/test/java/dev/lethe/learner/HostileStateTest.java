package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  @ParameterizedTest
  @ValueSource(longs = {Example.UNLABELLED, Streams.CLASSES})
  void shouldRefuseAPendingExampleWithAnInvalidLabel(long label) {
    // Given: one example waits for its step; its label follows its features
    LearnerSpec spec = Streams.spec("naive", 1);
    Example pending = Streams.learn("pending", 2, "a");
    var out = new ByteArrayOutputStream();
    try (var learner = new Learner(spec, new Recorder())) {
      learner.accept(pending);
      learner.save(out);
    }
    ByteBuffer row = ByteBuffer.allocate(Streams.FEATURES * Float.BYTES);
    for (float value : ((Features.Floats) pending.features()).values()) {
      row.putFloat(value);
    }
    byte[] state = out.toByteArray();
    int at =
        out.toString(StandardCharsets.ISO_8859_1)
            .indexOf(new String(row.array(), StandardCharsets.ISO_8859_1));
    assertThat(ByteBuffer.wrap(state).getLong(at + row.capacity())).isEqualTo(2);

    // When
    ByteBuffer.wrap(state).putLong(at + row.capacity(), label);

    // Then
    try (var learner = new Learner(spec, new Recorder())) {
      assertThatExceptionOfType(StateMismatchException.class)
          .isThrownBy(() -> learner.restore(new ByteArrayInputStream(state)))
          .withMessageStartingWith("pending example: got '");
    }
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
