package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerDeterminismTest {
  private static final LearnerListener NOBODY = new LearnerListener() {};

  private static List<Example> stream() {
    return Stream.of(
            Streams.task("a", 0, 30, Role.EVALUATE),
            Streams.task("a", 0, 403, Role.LEARN),
            Streams.task("b", 2, 30, Role.EVALUATE),
            Streams.task("b", 2, 404, Role.LEARN))
        .flatMap(List::stream)
        .toList();
  }

  private static LearnerSpec spec(String method, long seed) {
    return Streams.spec(method, "field", new HoldoutRule(0.1, 20, 64), seed);
  }

  private static byte[] digest(LearnerSpec spec, int predictEvery) {
    try (Learner learner = new Learner(spec, NOBODY)) {
      int accepted = 0;
      for (Example example : stream()) {
        learner.accept(example);
        if (predictEvery > 0 && ++accepted % predictEvery == 0) {
          learner.predictPending();
        }
      }
      return learner.digest();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"naive+sgd", "er(memory=50)+sgd", "er(memory=50)+adam"})
  void shouldEndInTheSameStateForTheSameSeedAndStream(String method) {
    // When
    byte[] digest = digest(spec(method, 1), 0);

    // Then
    assertThat(digest(spec(method, 1), 0)).isEqualTo(digest);
    assertThat(digest(spec(method, 2), 0)).isNotEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void shouldTrainTheSameWhenPredictionsAreRequestedInBetween(int predictEvery) {
    // When, Then
    assertThat(digest(spec("er(memory=50)", 1), predictEvery))
        .isEqualTo(digest(spec("er(memory=50)", 1), 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"er(memory=50)+ncm", "naive+slda", "er(memory=50)+s-mas+pairwise"})
  void shouldTrainTheSameWhenHeadsWithOwnStatePredictInBetween(String method) {
    // When, Then: heads with a separate classifier have state of their own
    assertThat(digest(spec(method, 1), 3)).isEqualTo(digest(spec(method, 1), 0));
  }

  @Test
  void shouldNotChangeDigestNorRepeatPredictionsWhenPendingIsPredicted() {
    // Given
    Recorder recorder = new Recorder();
    try (Learner learner = new Learner(spec("er", 1), recorder)) {
      stream().subList(0, 101).forEach(learner::accept);
      byte[] before = learner.digest();

      // When
      learner.predictPending();
      learner.predictPending();

      // Then
      assertThat(learner.digest()).isEqualTo(before);
      stream().subList(101, 300).forEach(learner::accept);
      learner.predictPending();
      assertThat(recorder.ids()).doesNotHaveDuplicates().hasSize(270);
    }
  }

  @Test
  void shouldEndInTheSameStateWhenOtherLearnersRunConcurrently() throws Exception {
    // Given
    List<LearnerSpec> specs =
        List.of(
            spec("er(memory=50)", 1),
            spec("er(memory=50)+adam", 2),
            spec("naive", 3),
            spec("er(memory=50)", 1));
    List<byte[]> alone = specs.stream().map(spec -> digest(spec, 0)).toList();
    CyclicBarrier start = new CyclicBarrier(specs.size());
    ExecutorService threads = Executors.newFixedThreadPool(specs.size());

    // When
    List<byte[]> together = new ArrayList<>();
    try {
      List<Callable<byte[]>> tasks =
          specs.stream()
              .map(
                  spec ->
                      (Callable<byte[]>)
                          () -> {
                            start.await();
                            return digest(spec, 0);
                          })
              .toList();
      for (Future<byte[]> result : threads.invokeAll(tasks)) {
        together.add(result.get());
      }
    } finally {
      threads.shutdown();
    }

    // Then
    for (int i = 0; i < specs.size(); i++) {
      assertThat(together.get(i)).as(specs.get(i).toString()).isEqualTo(alone.get(i));
    }
  }

  @Test
  void shouldHaveAnotherDigestWhenStreamsDifferInOneExample() {
    // Given
    List<Example> stream = stream();
    try (Learner learner = new Learner(spec("naive", 1), NOBODY);
        Learner other = new Learner(spec("naive", 1), NOBODY)) {
      // When: the last example only waits for its step
      stream.forEach(learner::accept);
      stream.subList(0, stream.size() - 1).forEach(other::accept);

      // Then
      assertThat(learner.digest()).isNotEqualTo(other.digest());
    }
  }
}
