package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.LearnerSnapshot;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoredLearnerStateTest {
  /** Samples smaller than the stream, so that random draws decide which examples stay. */
  private static final ReferenceNetworks ALL = new ReferenceNetworks(true, true, 60, 2, 15);

  private static final LearnerSpec SPEC =
      Streams.spec("er(memory=50)+adam", "count(n=201)", new HoldoutRule(0.1, 20, 3), 1);

  /** Returns six windows; a tenth of the LEARN examples is held out, and a seventh is EVALUATE. */
  private static List<Example> stream() {
    List<Example> stream = new ArrayList<>();
    for (int task = 0; task < 2; task++) {
      stream.addAll(Streams.task("t" + task, 2 * task, 100, Role.EVALUATE));
      stream.addAll(Streams.task("t" + task, 2 * task, 603, Role.LEARN));
    }
    Collections.shuffle(stream, new Random(5));
    return stream;
  }

  private static byte[] saved(ScoredLearner learner) {
    var state = new ByteArrayOutputStream();
    learner.save(state);
    return state.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 153, 704, 1001})
  void shouldContinueBitForBitWhenRestoredInMidRun(int middle) {
    // Given: in a window, while examples wait for a step of the run and of the fresh network
    List<Example> stream = stream();
    Cards straight = new Cards();
    byte[] state;
    byte[] expected;
    int predicted;
    int scored;
    try (ScoredLearner learner = new ScoredLearner(SPEC, ALL, straight)) {
      stream.subList(0, middle).forEach(learner::accept);
      state = saved(learner);
      predicted = straight.recorder.predictions.size();
      scored = straight.scorecards.size();
      stream.subList(middle, stream.size()).forEach(learner::accept);
      expected = learner.digest();
    }

    // When
    Cards resumed = new Cards();
    byte[] digest;
    byte[] again;
    try (ScoredLearner learner = new ScoredLearner(SPEC, ALL, resumed)) {
      learner.restore(new ByteArrayInputStream(state));
      again = saved(learner);
      stream.subList(middle, stream.size()).forEach(learner::accept);
      digest = learner.digest();
    }

    // Then
    assertThat(again).isEqualTo(state);
    assertThat(resumed.scorecards)
        .isEqualTo(straight.scorecards.subList(scored, straight.scorecards.size()))
        .isNotEmpty();
    assertThat(resumed.recorder.predictions)
        .isEqualTo(
            straight.recorder.predictions.subList(predicted, straight.recorder.predictions.size()));
    assertThat(digest).isEqualTo(expected);
  }

  @Test
  void shouldKeepASnapshotWhileTheLearnerContinues() throws IOException {
    // Given
    List<Example> stream = stream();
    try (ScoredLearner learner = new ScoredLearner(SPEC, ALL, new Cards())) {
      stream.subList(0, 704).forEach(learner::accept);
      byte[] state = saved(learner);
      byte[] digest = learner.learner().digest();

      // When
      LearnerSnapshot snapshot = learner.snapshot();
      stream.subList(704, stream.size()).forEach(learner::accept);

      // Then
      var written = new ByteArrayOutputStream();
      snapshot.writeTo(written);
      assertThat(written.toByteArray()).isEqualTo(state);
      assertThat(snapshot.size()).isEqualTo(state.length);
      assertThat(snapshot.learnerDigest())
          .isEqualTo(digest)
          .isNotEqualTo(learner.learner().digest());
    }
  }

  @Test
  void shouldRestoreFeaturesThatAreBytes() {
    // Given
    byte[] pixels = {0, 1, 2, (byte) 128, (byte) 254, (byte) 255, 7, 8};
    Example image = new Example("i", 5, new Features.Bytes(pixels), 1, null, Role.LEARN);
    byte[] state;
    try (ScoredLearner learner = new ScoredLearner(SPEC, ALL, new Cards())) {
      learner.accept(image);
      state = saved(learner);
    }

    // When
    byte[] again;
    try (ScoredLearner learner = new ScoredLearner(SPEC, ALL, new Cards())) {
      learner.restore(new ByteArrayInputStream(state));
      again = saved(learner);
    }

    // Then
    assertThat(again).isEqualTo(state);
  }

  static List<ReferenceNetworks> references() {
    return List.of(
        ALL,
        new ReferenceNetworks(true, false, 60, 2, 15),
        new ReferenceNetworks(false, true, 60, 2, 15),
        ReferenceNetworks.NONE);
  }

  @ParameterizedTest
  @MethodSource("references")
  void shouldHaveTheSameDigestWheneverPredictionsAreRequested(ReferenceNetworks references) {
    // Given: the last batch is not full
    List<Example> stream = stream().subList(0, 503);
    try (ScoredLearner learner = new ScoredLearner(SPEC, references, new Cards());
        ScoredLearner asked = new ScoredLearner(SPEC, references, new Cards())) {
      stream.forEach(learner::accept);

      // When
      for (int i = 0; i < stream.size(); i++) {
        asked.accept(stream.get(i));
        if (i % 7 == 0) {
          asked.predictPending();
        }
      }

      // Then
      assertThat(asked.digest()).isEqualTo(learner.digest());
      assertThat(asked.learner().digest()).isEqualTo(learner.learner().digest());
    }
  }

  @Test
  void shouldHaveAnotherDigestWhenOnlyTheScorecardsWillDiffer() {
    // Given: with references and without
    LearnerSpec spec = Streams.spec("naive", 1);
    try (ScoredLearner one = new ScoredLearner(spec, ALL, new Cards());
        ScoredLearner other = new ScoredLearner(spec, ReferenceNetworks.NONE, new Cards())) {
      // When
      Streams.task("a", 0, 33, Role.LEARN).forEach(one::accept);
      Streams.task("a", 0, 33, Role.LEARN).forEach(other::accept);

      // Then
      assertThat(one.learner().digest()).isEqualTo(other.learner().digest());
      assertThat(one.digest()).isNotEqualTo(other.digest());
    }
  }

  @Test
  void shouldLetALearnerContinueWithoutScorecards() {
    // Given
    List<Example> stream = stream();
    byte[] state;
    byte[] expected;
    try (ScoredLearner scored = new ScoredLearner(SPEC, ALL, new Cards())) {
      stream.subList(0, 500).forEach(scored::accept);
      state = saved(scored);
      stream.subList(500, 900).forEach(scored::accept);
      expected = scored.learner().digest();
    }

    // When
    try (Learner learner = new Learner(SPEC, new Cards())) {
      learner.restore(new ByteArrayInputStream(state));
      stream.subList(500, 900).forEach(learner::accept);

      // Then
      assertThat(learner.digest()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("references")
  void shouldContinueWithOtherReferenceNetworks(ReferenceNetworks references) {
    // Given: a run in its fourth window
    List<Example> stream = stream();
    var before = new Cards();
    byte[] state;
    byte[] expected;
    try (ScoredLearner one = new ScoredLearner(SPEC, ALL, before)) {
      stream.subList(0, 700).forEach(one::accept);
      state = saved(one);
      stream.subList(700, stream.size()).forEach(one::accept);
      expected = one.learner().digest();
    }

    // When
    var after = new Cards();
    try (ScoredLearner other = new ScoredLearner(SPEC, references, after)) {
      other.restore(new ByteArrayInputStream(state));
      stream.subList(700, stream.size()).forEach(other::accept);

      // Then: training and the accuracy matrix go on as if nothing had changed
      assertThat(other.learner().digest()).isEqualTo(expected);
    }
    int first = before.scorecards.size() - after.scorecards.size();
    assertThat(after.scorecards)
        .extracting(Scorecard::stability)
        .isEqualTo(
            before.scorecards.subList(first, before.scorecards.size()).stream()
                .map(Scorecard::stability)
                .toList())
        .isNotEmpty();
  }

  @Test
  void shouldCompareARunWhoseHeadPredictsFromItsMemory() {
    // Given
    var log = new Cards();
    LearnerSpec spec =
        Streams.spec("er(memory=50)+ncm", "count(n=201)", new HoldoutRule(0.1, 20, 3), 1);

    // When
    try (var learner = new ScoredLearner(spec, ALL, log)) {
      stream().forEach(learner::accept);
    }

    // Then
    assertThat(log.scorecards).isNotEmpty();
    assertThat(log.scorecards.get(0).plasticity().ratio()).isPositive();
  }

  @Test
  void shouldPublishTheSameScorecardsAfterAReplay() {
    // Given
    List<Example> stream = stream();
    var live = new Cards();
    var replayed = new Cards();

    // When: the second one replays the first half
    try (var one = new ScoredLearner(SPEC, ALL, live);
        var other = new ScoredLearner(SPEC, ALL, replayed)) {
      other.setReplaying(true);
      for (int i = 0; i < stream.size(); i++) {
        if (i == stream.size() / 2) {
          other.setReplaying(false);
          replayed.scorecards.clear();
          live.scorecards.clear();
        }
        one.accept(stream.get(i));
        other.accept(stream.get(i));
      }

      // Then
      assertThat(replayed.scorecards).isEqualTo(live.scorecards).isNotEmpty();
      assertThat(other.digest()).isEqualTo(one.digest());
    }
  }
}
