package dev.lethe.streams.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.measures.promotion.Promotion;
import dev.lethe.measures.promotion.PromotionRule;
import dev.lethe.measures.promotion.Reason;
import dev.lethe.measures.promotion.Switch;
import dev.lethe.schemas.Prediction;
import dev.lethe.streams.Events;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ServedExamplesTest {
  private static final List<String> MEMBERS = List.of("a", "b", "c");

  private final List<Prediction> served = new ArrayList<>();
  private final List<Switch> switches = new ArrayList<>();
  private final Promotion promotion = new Promotion(PromotionRule.DEFAULT, MEMBERS);
  private final ServedPositions positions = new ServedPositions();
  private final ServedExamples examples =
      new ServedExamples(
          promotion,
          positions,
          new ServedExamples.Output() {
            @Override
            public void serve(Prediction prediction) {
              served.add(prediction);
            }

            @Override
            public void switched(Switch change, ExamplePosition last) {
              switches.add(change);
            }
          });

  @Test
  void shouldServeThePredictionsOfTheChampion() {
    // When
    predict("b", 0);
    predict("a", 0);
    predict("c", 0);
    predict("a", 1);

    // Then
    assertThat(served).extracting(Prediction::getRun).containsExactly("a", "a");
    assertThat(examples.size()).as("the first example is complete").isEqualTo(1);
  }

  @Test
  void shouldContinueWithANewChampionThatIsAhead() {
    // Given
    predict("a", 0);
    for (int offset = 0; offset < 5; offset++) {
      predict("b", offset);
    }

    // When
    examples.apply(promotion.choose("b"));
    predict("a", 1);
    predict("b", 5);

    // Then
    assertThat(served).extracting(Prediction::getRun).containsExactly("a", "b", "b", "b", "b", "b");
    assertThat(served).extracting(Prediction::getOffset).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void shouldContinueWithANewChampionThatIsBehind() {
    // Given
    for (int offset = 0; offset < 3; offset++) {
      predict("a", offset);
    }
    predict("b", 0);

    // When
    examples.apply(promotion.choose("b"));
    for (int offset = 1; offset < 5; offset++) {
      predict("b", offset);
    }

    // Then
    assertThat(served).extracting(Prediction::getRun).containsExactly("a", "a", "a", "b", "b");
    assertThat(served).extracting(Prediction::getOffset).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void shouldServeAnotherMemberWhereTheChampionHasNoPrediction() {
    // When: the champion leaves out 1, which c predicts before and after it
    predict("a", 0);
    predict("c", 0);
    predict("c", 1);
    predict("a", 2);
    predict("a", 4);
    predict("b", 3);

    // Then
    assertThat(served).extracting(Prediction::getOffset).containsExactly(0L, 1L, 2L, 4L, 3L);
    assertThat(served).extracting(Prediction::getRun).containsExactly("a", "c", "a", "a", "b");
  }

  @Test
  void shouldCountEachPredictionOnceThoughReadAgain() {
    // When
    for (int time = 0; time < 2; time++) {
      for (int offset = 0; offset < 10; offset++) {
        predict("a", offset);
        predict("b", offset);
      }
    }

    // Then
    assertThat(served).hasSize(10);
    assertThat(promotion.evidence().get(0).n()).isEqualTo(10);
  }

  @Test
  void shouldCompareOnlyOnExamplesOfTheReign() {
    // Given: a and b have predicted 0, c has not
    predict("a", 0);
    predict("b", 0);

    // When
    examples.apply(promotion.choose("b"));
    predict("c", 0);

    // Then
    assertThat(promotion.evidence()).allMatch(evidence -> evidence.n() == 0);
  }

  @Test
  void shouldReplaceAChampionThatIsTooFarBehindAndStayBounded() {
    // When
    predict("a", 0);
    for (int offset = 0; offset < 2 * ServedExamples.MAX_PENDING; offset++) {
      predict("b", offset);
      assertThat(examples.size()).isLessThanOrEqualTo(ServedExamples.MAX_PENDING);
    }

    // Then
    assertThat(switches)
        .extracting(Switch::reason)
        .containsExactly(Reason.INITIAL, Reason.CHAMPION_FAILED);
    assertThat(switches.get(1).to()).isEqualTo("b");
    assertOnce(2 * ServedExamples.MAX_PENDING);
  }

  @Test
  void shouldNotWaitForARunThatHasEnded() {
    // Given
    positions.setAbsent("c", true);

    // When
    predict("a", 0);
    predict("b", 0);

    // Then
    assertThat(examples.size()).isZero();
  }

  @Test
  void shouldServeEachExampleOnceWhateverTheOrderAndTheSwitches() {
    for (int seed = 0; seed < 200; seed++) {
      // Given
      var random = new SplittableRandom(seed);
      var test = new ServedExamplesTest();
      Map<String, Integer> next = new HashMap<>();

      // When: runs advance at random, leave out examples, and operators switch
      while (MEMBERS.stream().anyMatch(run -> next.getOrDefault(run, 0) < 300)) {
        String run = MEMBERS.get(random.nextInt(3));
        int offset = next.getOrDefault(run, 0);
        if (offset < 300) {
          next.put(run, offset + 1);
          if (run.equals("c") || random.nextInt(20) > 0) {
            test.predict(run, offset);
          }
        }
        if (random.nextInt(50) == 0) {
          String to = MEMBERS.get(random.nextInt(3));
          test.examples.apply(
              random.nextBoolean() ? test.promotion.choose(to) : test.promotion.revert());
        }
      }

      // Then
      assertThat(test.served).extracting(Prediction::getOffset).doesNotHaveDuplicates();
      if (test.promotion.isChampion("c")) {
        test.assertOnce(300);
      }
    }
  }

  private void assertOnce(int count) {
    assertThat(served).hasSize(count);
    assertThat(new TreeSet<>(served.stream().map(Prediction::getOffset).toList())).hasSize(count);
  }

  private void predict(String run, long offset) {
    examples.predicted(Events.prediction(run, offset, 0, offset % 3 > 0));
  }
}
