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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void shouldContinueMonitoringWhenRestored() {
    // Given: just before the detector fires
    List<Example> stream = changing();
    var state = new ByteArrayOutputStream();
    Recorder straight = new Recorder();
    try (Learner learner = new Learner(spec("drift"), straight)) {
      stream.subList(0, 2005).forEach(learner::accept);
      learner.save(state);
      stream.subList(2005, stream.size()).forEach(learner::accept);
    }

    // When
    Recorder resumed = new Recorder();
    try (Learner learner = new Learner(spec("drift"), resumed)) {
      learner.restore(new ByteArrayInputStream(state.toByteArray()));
      stream.subList(2005, stream.size()).forEach(learner::accept);
    }

    // Then
    assertThat(resumed.closed).isEqualTo(straight.closed).isNotEmpty();
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
