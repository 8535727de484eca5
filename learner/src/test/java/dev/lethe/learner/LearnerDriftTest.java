package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.stream.TaskWindow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerDriftTest {
  private static final int CHANGE = 2000;

  private static LearnerSpec spec(String windows) {
    return Streams.spec("naive", windows, HoldoutRule.DEFAULT, 1);
  }

  /** Returns examples of two classes, then of two others, without tasks. */
  private static List<Example> changing() {
    return Stream.of(
            Streams.task("a", 0, CHANGE, Role.LEARN), Streams.task("b", 2, CHANGE, Role.LEARN))
        .flatMap(List::stream)
        .map(e -> new Example(e.id(), 0, e.features(), e.label(), null, e.role()))
        .toList();
  }

  /** Returns examples whose labels are swapped gradually from 2000 to 3500, and back at 4500. */
  private static List<Example> changingTwice() {
    var random = new Random(5);
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < 5500; i++) {
      int cloud = random.nextInt(2);
      boolean swapped = i < 4500 && random.nextDouble() < (i - 2000) / 1500.0;
      int label = swapped ? 1 - cloud : cloud;
      stream.add(new Example("e" + i, i, Streams.cloud(cloud, random), label, null, Role.LEARN));
    }
    return stream;
  }

  private static List<Long> ends(String windows, List<Example> stream, int predictEvery) {
    Recorder recorder = new Recorder();
    try (Learner learner = new Learner(spec(windows), recorder)) {
      int accepted = 0;
      for (Example example : stream) {
        learner.accept(example);
        if (predictEvery > 0 && ++accepted % predictEvery == 0) {
          learner.predictPending();
        }
      }
    }
    return recorder.closed.stream().map(TaskWindow::examples).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"adwin", "hddm-a", "hddm-w", "ddm"})
  void shouldEndWindowOnlySoonAfterTheChangeWhenErrorsAreMonitored(String detector) {
    // When
    List<Long> ends = ends("drift(detector=" + detector + ")", changing(), 0);

    // Then
    assertThat(ends).first().satisfies(end -> assertThat(end).isBetween(2000L, 2300L));
    assertThat(ends("drift(detector=" + detector + ")", changing().subList(600, CHANGE), 0))
        .isEmpty();
  }

  @Test
  void shouldEndWindowsAtTheSameExamplesWhenPredictionsAreRequestedInBetween() {
    // When, Then
    assertThat(ends("drift", changing(), 3)).isEqualTo(ends("drift", changing(), 0)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2005,2", "2600,1", "3000,1"})
  void shouldContinueMonitoringWhenRestored(int saved, int cuts) {
    // Given: before the first cut, and twice while the change goes on
    List<Example> stream = changingTwice();
    String windows = "drift";
    var state = new ByteArrayOutputStream();
    Recorder straight = new Recorder();
    byte[] end;
    try (Learner learner = new Learner(spec(windows), straight)) {
      stream.subList(0, saved).forEach(learner::accept);
      learner.save(state);
      straight.closed.clear();
      stream.subList(saved, stream.size()).forEach(learner::accept);
      end = state(learner);
    }

    // When
    Recorder resumed = new Recorder();
    try (Learner learner = new Learner(spec(windows), resumed)) {
      learner.restore(new ByteArrayInputStream(state.toByteArray()));
      stream.subList(saved, stream.size()).forEach(learner::accept);

      // Then
      assertThat(state(learner)).isEqualTo(end);
    }
    assertThat(resumed.closed).isEqualTo(straight.closed).hasSize(cuts);
  }

  private static byte[] state(Learner learner) {
    var state = new ByteArrayOutputStream();
    learner.save(state);
    return state.toByteArray();
  }

  @Test
  void shouldEndWindowsByEventTimeAndKeepLateExamples() {
    // Given
    List<Example> stream = new ArrayList<>();
    long[] times = {5, 60, 99, 100, 30, 150, 310, 320};
    for (int i = 0; i < times.length; i++) {
      Example e = Streams.learn("e" + i, i % 2, null);
      stream.add(new Example(e.id(), times[i], e.features(), e.label(), null, Role.LEARN));
    }

    // When, Then: [5 60 99] [100 30 150] [310 320 …
    assertThat(ends("time(ms=100)", stream, 0)).containsExactly(3L, 6L);
  }
}
