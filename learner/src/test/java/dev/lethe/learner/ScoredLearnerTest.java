package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a learner is scored without being disturbed, and when of what. */
class ScoredLearnerTest {
  @ParameterizedTest
  @ValueSource(strings = {"naive+sgd", "er(memory=50)+adam"})
  void shouldNotChangeWhatTheRunLearnsNorTellsWhenShadowsAreOn(String method) {
    // Given
    LearnerSpec spec = Streams.spec(method, "count(n=250)", Cards.SHARE, 1);
    Recorder alone = new Recorder();
    byte[] digest;
    try (Learner learner = new Learner(spec, alone)) {
      Cards.twoTasks().forEach(learner::accept);
      digest = learner.digest();
    }

    for (ReferenceNetworks references : List.of(Cards.ALL, ReferenceNetworks.NONE)) {
      // When
      Cards cards = new Cards();
      try (ScoredLearner scored = new ScoredLearner(spec, references, cards)) {
        Cards.twoTasks().forEach(scored::accept);

        // Then
        assertThat(scored.learner().digest()).isEqualTo(digest);
      }
      assertThat(cards.recorder.lines)
          .filteredOn(line -> !line.startsWith("scored"))
          .isEqualTo(alone.lines);
      assertThat(cards.recorder.predictions).isEqualTo(alone.predictions);
      assertThat(cards.recorder.evaluations).isEqualTo(alone.evaluations);
    }
  }

  @Test
  void shouldGiveTheSameCardsWheneverPredictionsAreAskedFor() {
    // Given: holdouts of both kinds, more than are kept
    ReferenceNetworks small = new ReferenceNetworks(true, true, 60, 2, 15);
    LearnerSpec spec = Streams.spec("er(memory=50)", "count(n=201)", Cards.SHARE, 1);
    List<Example> mixed = new ArrayList<>(Cards.twoTasks().subList(0, 1406));
    Collections.shuffle(mixed, new Random(5));
    List<Scorecard> cards = Cards.run(spec, small, mixed).cards;

    // When
    Cards asked = new Cards();
    try (ScoredLearner learner = new ScoredLearner(spec, small, asked)) {
      for (int i = 0; i < mixed.size(); i++) {
        learner.accept(mixed.get(i));
        if (i % 3 == 0) {
          learner.predictPending();
        }
      }
    }

    // Then
    assertThat(cards).hasSize(6);
    assertThat(asked.cards).isEqualTo(cards);
    assertThat(Cards.run(spec, small, mixed).cards).isEqualTo(cards);
    assertThat(
            Cards.run(Streams.spec("er(memory=50)", "count(n=201)", Cards.SHARE, 2), small, mixed)
                .cards)
        .isNotEqualTo(cards);
  }

  @Test
  void shouldScoreBetweenEvaluationAndHealthWhenAWindowEndsWithItsLastExample() {
    // When: 53 is prime
    Cards counted =
        Cards.run(
            Streams.spec("naive", "count(n=53)", HoldoutRule.DEFAULT, 1),
            Cards.ALL,
            Cards.twoTasks().subList(0, 100 + 106));

    // Then
    List<String> lines = counted.recorder.lines;
    for (int window = 0; window < 2; window++) {
      int closed = lines.indexOf("closed " + window + " a");
      assertThat(lines.subList(closed + 1, closed + 4))
          .containsExactly(
              "WINDOW_END " + window, "scored " + window, "health " + 11 * (window + 1));
    }
    // the fresh networks have seen 53 examples, neither more nor fewer
    for (Scorecard card : counted.cards) {
      double right = card.plasticity().freshOnline() * 53;
      assertThat(right).isCloseTo(Math.rint(right), within(1e-9));
      assertThat(right).isBetween(1.0, 53.0);
    }
  }

  @Test
  void shouldReportFiguresOnceAmongThoseOfTheWindowsLastHealth() {
    // When
    Cards cards = Cards.run(Streams.spec("naive", 1), Cards.ALL, Cards.twoTasks());

    // Then: at steps 50, 100, 121 (the end), 150, 200, 242 (the end)
    List<Map<String, Double>> health = cards.recorder.health;
    assertThat(health.stream().map(metrics -> metrics.containsKey("scorecard.accuracy")))
        .containsExactly(false, false, true, false, false, true);
    assertThat(health.get(2)).containsAllEntriesOf(cards.cards.get(0).metrics());
    assertThat(health.get(2)).doesNotContainKey("scorecard.forgetting").containsKey("loss");
    assertThat(health.get(5)).containsAllEntriesOf(cards.cards.get(1).metrics());
    assertThat(cards.cards.get(1).metrics()).hasSize(9);
  }

  @Test
  void shouldTellOfStabilityAloneWhenShadowsAreOff() {
    // When
    Cards cards = Cards.run(Streams.spec("naive", 1), ReferenceNetworks.NONE, Cards.twoTasks());

    // Then
    assertThat(cards.cards.get(1).metrics().keySet())
        .containsExactlyInAnyOrder(
            "scorecard.accuracy", "scorecard.forgetting", "scorecard.learning.accuracy");
  }

  @Test
  void shouldTellOfOnlineAccuracyAloneWhenNothingIsHeldOutAndNoneWithoutLabels() {
    // Given
    List<Example> stream = new ArrayList<>(Streams.task("a", 0, 100, Role.LEARN));
    stream.add(Streams.boundary());
    for (int i = 0; i < 30; i++) {
      stream.add(Streams.unlabelled("u" + i, i % 4));
    }
    stream.add(Streams.boundary());

    // When
    Cards cards = Cards.run(Streams.spec("naive", 1), Cards.ALL, stream);

    // Then
    assertThat(cards.cards.get(0).metrics().keySet())
        .containsExactlyInAnyOrder(
            "scorecard.plasticity.ours",
            "scorecard.plasticity.fresh",
            "scorecard.plasticity.ratio",
            "scorecard.plasticity.speed");
    assertThat(cards.cards.get(1).metrics()).isEmpty();
  }

  @Test
  void shouldHaveOneShadowWithoutTheOther() {
    // When
    Cards both = Cards.run(Streams.spec("naive", 1), Cards.ALL, Cards.twoTasks());
    Cards fresh =
        Cards.run(
            Streams.spec("naive", 1),
            new ReferenceNetworks(true, false, 300, 3, 200),
            Cards.twoTasks());
    Cards scratch =
        Cards.run(
            Streams.spec("naive", 1),
            new ReferenceNetworks(false, true, 300, 3, 200),
            Cards.twoTasks());

    // Then
    assertThat(fresh.cards)
        .extracting(Scorecard::plasticity)
        .isEqualTo(both.cards.stream().map(Scorecard::plasticity).toList());
    assertThat(fresh.cards).allMatch(card -> Double.isNaN(card.warmStartGap()));
    assertThat(scratch.cards)
        .extracting(Scorecard::warmStartGap)
        .isEqualTo(both.cards.stream().map(Scorecard::warmStartGap).toList());
    assertThat(scratch.cards).allMatch(card -> Double.isNaN(card.plasticity().ratio()));
  }
}
