package dev.lethe.trainer;

import static dev.lethe.trainer.ForgettingRuns.BEFORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.learner.stream.ExampleKey;
import dev.lethe.schemas.Prediction;
import dev.lethe.trainer.RunForgetting.Request;
import dev.lethe.trainer.forget.ForgetManifest;
import dev.lethe.trainer.travel.RunMoment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that forget examples exactly: each becomes its twin that never had them. */
class ExactForgetIT {
  /** Two learned early, two late, one example of a holdout, and one that still waits. */
  private static final Set<String> IDS = Set.of("0-3", "0-57", "1-20", "1-81", "0-19", "1-128");

  @TempDir static Path directory;
  private static ForgettingRuns runs;

  @BeforeAll
  static void startStack() {
    runs = ForgettingRuns.start(directory);
  }

  @AfterAll
  static void stopStack() {
    runs.close();
  }

  @Test
  void shouldBeTheTwinThatNeverHadTheExamples() {
    // Given
    List<TrainerConfig> configs =
        Stream.of(
                "er(memory=40,batch=5)",
                "derpp(memory=40)",
                "naive+ewc(lambda=1)",
                "naive+cbp(rate=0.1,maturity=1)",
                "gdumb(memory=40)")
            .flatMap(method -> Stream.of(method + "+sgd(lr=0.1)", method + "+adam(lr=0.01)"))
            .map(method -> runs.config("twins", method.replaceAll("[^a-z]+", "-") + "run", method))
            .toList();
    Kafka kafka = runs.topics("twins");
    kafka.produce(runs.examples(0, BEFORE));
    runs.train(configs, kafka, runs.predictions(BEFORE));

    for (TrainerConfig config : configs) {
      // When
      String before = kafka.digest(config.run());
      ForgetManifest manifest = runs.forget(config.run(), "twins", new Request(IDS, true, false));

      // Then
      assertThat(manifest.examples()).as(config.run()).hasSize(6);
      assertThat(manifest.before().digest()).as(config.run()).isEqualTo(before);
      assertThat(manifest.after().digest())
          .as(config.run())
          .isEqualTo(kafka.digest(config.run()))
          .isEqualTo(runs.twin(config, BEFORE, IDS))
          .isNotEqualTo(before);
    }

    // When: the runs go on
    kafka.produce(runs.examples(BEFORE, runs.size()));
    runs.train(configs, kafka, runs.predictions(runs.size()));

    // Then
    for (TrainerConfig config : configs) {
      assertThat(kafka.digest(config.run()))
          .as(config.run())
          .isEqualTo(runs.twin(config, runs.size(), IDS));
      assertThat(kafka.read(config.topics().predictions(), Prediction.class, config.run()))
          .as(config.run())
          .extracting(Prediction::getOffset)
          .doesNotHaveDuplicates()
          .hasSize((int) runs.predictions(runs.size()));
    }
  }

  @Test
  void shouldDestroyCheckpointsAfterTheFirstUseAndKeepThoseBefore() throws Exception {
    // Given: the first use is in the second window
    TrainerConfig config = runs.config("destroyed");
    Kafka kafka = runs.trained(config, 200);
    kafka.produce(runs.examples(200, BEFORE));
    runs.train(config, kafka, runs.predictions(BEFORE));
    List<Path> before = runs.checkpoints("destroyed");
    Path copies = Files.createDirectory(directory.resolve("copies"));
    for (Path each : before) {
      Files.copy(each, copies.resolve(each.getFileName()));
    }

    // When
    ForgetManifest manifest = runs.forget("destroyed", new Request(Set.of("1-60"), true, false));

    // Then
    assertThat(manifest.base()).isNotNull();
    assertThat(manifest.destroyed()).isNotEmpty();
    assertThat(manifest.kept()).isNotEmpty();
    assertThat(runs.checkpoints("destroyed")).hasSize(manifest.kept().size() + 1);
    assertThat(manifest.published().input()).isEqualTo(1);
    assertThat(manifest.published().predictions()).isEqualTo(1);
    assertThat(manifest.published().affectedPredictions()).isPositive();

    // When: the destroyed checkpoints come back, as after a crash before their end
    for (Path each : before) {
      if (!Files.exists(each)) {
        Files.copy(copies.resolve(each.getFileName()), each);
      }
    }
    Files.delete(Path.of(java.net.URI.create(manifest.checkpoint())));

    // Then: no recovery uses them
    runs.train(config, kafka, runs.predictions(BEFORE));
    assertThat(kafka.digest("destroyed")).isEqualTo(runs.twin(config, BEFORE, Set.of("1-60")));
  }

  @Test
  void shouldRefuseWhenTheJournalNoLongerHasAnEarlyUse() throws Exception {
    // Given: the journal of the first window has expired, its input has not
    Kafka kafka = runs.topics("trimmed");
    TrainerConfig config = runs.config("trimmed");
    kafka.produce(runs.examples(0, 200));
    runs.train(config, kafka, runs.predictions(200));
    var journal = kafka.raw(config.topics().journal());
    kafka.produce(runs.examples(200, BEFORE));
    runs.train(config, kafka, runs.predictions(BEFORE));
    kafka.deleteBefore(config.topics().journal(), 0, journal.get(journal.size() - 1).offset() + 1);
    String before = kafka.digest("trimmed");

    // When, then: a checkpoint before the late use still contains the early one
    assertThatThrownBy(
            () -> runs.forget("trimmed", new Request(Set.of("0-3", "1-60"), true, false)))
        .hasMessageContaining("expected one with a checkpoint before the examples");
    assertThat(kafka.digest("trimmed")).isEqualTo(before);

    // When: only the late example is to be forgotten
    ForgetManifest late = runs.forget("trimmed", new Request(Set.of("1-60"), true, false));

    // Then
    assertThat(late.after().digest()).isEqualTo(runs.twin(config, BEFORE, Set.of("1-60")));
  }

  @Test
  void shouldForgetAgainAndTravelInTime() {
    // Given
    TrainerConfig config = runs.config("again");
    runs.trained(config, BEFORE);

    // When: the second request is for an earlier example
    runs.forget("again", new Request(Set.of("1-60"), true, false));
    ForgetManifest second =
        runs.forget("again", new Request(Set.of("0-11", "unknown"), true, false));

    // Then
    Set<String> both = Set.of("1-60", "0-11");
    assertThat(second.notFound()).hasSize(1);
    assertThat(second.after().digest()).isEqualTo(runs.twin(config, BEFORE, both));
    try (var moment =
        new TimeTravel(runs.access("again")).restore(RunMoment.parse("again@window:0"))) {
      assertThat(moment.learner().window()).isZero();
      assertThat(moment.scored().keys()).doesNotContain(ExampleKey.of("0-11"));
    }

    // When: everything is forgotten that was asked for, again
    ForgetManifest third = runs.forget("again", new Request(both, true, false));

    // Then
    assertThat(third.after().digest()).isEqualTo(second.after().digest());
  }

  @Test
  void shouldNameForksAndRefuseTheirFirstState() {
    // Given
    runs.trained(runs.config("parent"), BEFORE);
    runs.fork("parent@step:2", "early");
    runs.fork("parent@step:20", "late");

    // When
    ForgetManifest manifest = runs.forget("parent", new Request(Set.of("0-57"), true, false));

    // Then
    assertThat(manifest.forks()).containsExactly("late");
    assertThatThrownBy(
            () -> runs.forget("late", "parent", new Request(Set.of("0-57"), true, false)))
        .hasMessageContaining("run: got 'late', whose first state contains some of the examples");
  }
}
