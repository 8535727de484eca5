package dev.lethe.measures.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Error rate of promotions whose evidence is inspected every time. */
class PromotionErrorRateTest {
  private static final List<String> MEMBERS = List.of("a", "b", "c", "d");
  private static final List<String> PAIR = List.of("a", "b");
  private static final int EXPERIMENTS = 400;
  private static final double ALPHA = .05;

  @Test
  void shouldPromoteEqualRunsRarelyThoughInspectedAfterEveryExample() {
    for (double accuracy : new double[] {.5, .95}) {
      // When: four runs of the same accuracy, independent of each other, and no margin
      int wrong =
          count(
              random -> {
                Promotion promotion = promotion(0);
                for (int i = 0; i < 3_500; i++) {
                  boolean champion = random.nextDouble() < accuracy;
                  for (String challenger : List.of("b", "c", "d")) {
                    if (promotion
                        .hits(challenger, random.nextDouble() < accuracy, champion)
                        .isPresent()) {
                      return true;
                    }
                  }
                }
                return false;
              });

      // Then
      assertAtMostAlpha(wrong);
    }
  }

  @Test
  void shouldPromoteRarelyIfTheAdvantageIsTheMargin() {
    // When: a challenger is better by the margin exactly, now more and now less
    int wrong =
        count(
            random -> {
              Promotion promotion = promotion(.05);
              for (int i = 0; i < 3_000; i++) {
                double advantage = i / 500 % 2 == 0 ? 0 : .05;
                double u = random.nextDouble();
                if (promotion.hits("b", u < .7 + advantage, u < .7).isPresent()) {
                  return true;
                }
              }
              return false;
            });

    // Then
    assertAtMostAlpha(wrong);
  }

  @Test
  void shouldPromoteABetterRunAlmostAlways() {
    // When: better by 10 points
    int right =
        count(
            random -> {
              Promotion promotion = promotion(.005);
              for (int i = 0; i < 5_000; i++) {
                boolean champion = random.nextDouble() < .7;
                if (promotion.hits("b", random.nextDouble() < .8, champion).isPresent()) {
                  return true;
                }
              }
              return false;
            });

    // Then
    assertThat(right).isGreaterThan(EXPERIMENTS * 9 / 10);
  }

  @Test
  void shouldPromoteRarelyByHoldoutsThatAreEvaluatedAgainAndAgain() {
    // When: equal models on the same 5 holdouts, which change a little between 40 evaluations
    int wrong =
        count(
            random -> {
              var promotion =
                  new Promotion(new PromotionRule(Optional.of(Objective.ALL), 0, ALPHA), MEMBERS);
              promotion.settle();
              var hits = new boolean[4][5][200];
              for (int evaluation = 0; evaluation < 40; evaluation++) {
                for (boolean[][] run : hits) {
                  for (boolean[] holdout : run) {
                    for (int i = 0; i < holdout.length; i++) {
                      if (evaluation == 0 || random.nextDouble() < .2) {
                        holdout[i] = random.nextDouble() < .9;
                      }
                    }
                  }
                }
                for (int challenger = 1; challenger < 4; challenger++) {
                  if (promotion
                      .evaluated(
                          MEMBERS.get(challenger),
                          new Look(false, evaluation + 1),
                          pairs(hits[challenger], hits[0]))
                      .isPresent()) {
                    return true;
                  }
                }
              }
              return false;
            });

    // Then
    assertAtMostAlpha(wrong);
  }

  @Test
  void shouldPromoteRarelyByHitsThatAreInspectedAtEveryEvaluation() {
    // When: equal models, which change a little between evaluations, and a window more every fourth
    int wrong =
        count(
            random -> {
              var promotion =
                  new Promotion(new PromotionRule(Optional.of(Objective.ALL), 0, ALPHA), MEMBERS);
              promotion.settle();
              var hits = new boolean[4][6][];
              for (int evaluation = 0; evaluation < 24; evaluation++) {
                int windows = evaluation / 4 + 1;
                for (boolean[][] run : hits) {
                  for (int window = 0; window < windows; window++) {
                    int size = window % 2 == 0 ? 50 : 150;
                    boolean isNew = run[window] == null;
                    run[window] = isNew ? new boolean[size] : run[window];
                    for (int i = 0; i < size; i++) {
                      if (isNew || random.nextDouble() < .2) {
                        run[window][i] = random.nextDouble() < .8;
                      }
                    }
                  }
                }
                var look = new Look(evaluation % 4 == 3, evaluation / 4 + 1);
                for (int challenger = 1; challenger < 4; challenger++) {
                  if (promotion
                      .evaluated(
                          MEMBERS.get(challenger),
                          look,
                          disagreements(hits[challenger], hits[0], windows))
                      .isPresent()) {
                    return true;
                  }
                }
              }
              return false;
            });

    // Then
    assertAtMostAlpha(wrong);
  }

  @Test
  void shouldPromoteRarelyByHitsIfTheMeanAdvantageIsTheMargin() {
    // When: b is better by 4 points on even windows and worse by 2 on odd ones
    int wrong =
        count(
            random -> {
              var promotion =
                  new Promotion(new PromotionRule(Optional.of(Objective.ALL), .01, ALPHA), PAIR);
              promotion.settle();
              var draws = new double[6][400];
              for (int evaluation = 1; evaluation <= 20; evaluation++) {
                List<HoldoutPair> pairs = new ArrayList<>();
                for (int window = 0; window < draws.length; window++) {
                  int b = 0;
                  int a = 0;
                  for (int i = 0; i < draws[window].length; i++) {
                    if (evaluation == 1 || random.nextDouble() < .1) {
                      draws[window][i] = random.nextDouble();
                    }
                    b += draws[window][i] < (window % 2 == 0 ? .08 : .04) ? 1 : 0;
                    a += draws[window][i] > (window % 2 == 0 ? .96 : .94) ? 1 : 0;
                  }
                  pairs.add(new HoldoutPair(draws[window].length, b, a));
                }
                if (promotion.evaluated("b", new Look(true, evaluation), pairs).isPresent()) {
                  return true;
                }
              }
              return false;
            });

    // Then
    assertAtMostAlpha(wrong);
  }

  @Test
  void shouldPromoteByHitsAtOnceIfThreePointsBetter() {
    // When: 8 % disagreements on 5 holdouts of 2000
    int right =
        count(
            random -> {
              var promotion = new Promotion(PromotionRule.DEFAULT, MEMBERS);
              promotion.settle();
              List<HoldoutPair> pairs = new ArrayList<>();
              for (int window = 0; window < 5; window++) {
                int b = 0;
                int a = 0;
                for (int i = 0; i < 2_000; i++) {
                  double u = random.nextDouble();
                  b += u < .055 ? 1 : 0;
                  a += u > .975 ? 1 : 0;
                }
                pairs.add(new HoldoutPair(2_000, b, a));
              }
              return promotion.evaluated("b", new Look(true, 5), pairs).isPresent();
            });

    // Then
    assertThat(right).isGreaterThan(EXPERIMENTS * 99 / 100);
  }

  private static List<HoldoutPair> disagreements(
      boolean[][] challenger, boolean[][] champion, int windows) {
    List<HoldoutPair> pairs = new ArrayList<>();
    for (int window = 0; window < windows; window++) {
      int onlyChallenger = 0;
      int onlyChampion = 0;
      for (int i = 0; i < challenger[window].length; i++) {
        onlyChallenger += challenger[window][i] && !champion[window][i] ? 1 : 0;
        onlyChampion += champion[window][i] && !challenger[window][i] ? 1 : 0;
      }
      pairs.add(new HoldoutPair(challenger[window].length, onlyChallenger, onlyChampion));
    }
    return pairs;
  }

  private static List<HoldoutPair> pairs(boolean[][] challenger, boolean[][] champion) {
    List<HoldoutPair> pairs = new ArrayList<>();
    for (int j = 0; j < challenger.length; j++) {
      pairs.add(
          HoldoutPair.ofCounts(challenger[j].length, right(challenger[j]), right(champion[j])));
    }
    return pairs;
  }

  private static int right(boolean[] hits) {
    int right = 0;
    for (boolean hit : hits) {
      right += hit ? 1 : 0;
    }
    return right;
  }

  private static Promotion promotion(double margin) {
    var promotion =
        new Promotion(new PromotionRule(Optional.of(Objective.NOW), margin, ALPHA), MEMBERS);
    promotion.settle();
    return promotion;
  }

  private static int count(Predicate<SplittableRandom> event) {
    int count = 0;
    for (int i = 0; i < EXPERIMENTS; i++) {
      count += event.test(new SplittableRandom(i)) ? 1 : 0;
    }
    return count;
  }

  private static void assertAtMostAlpha(int wrong) {
    double spread = Math.sqrt(EXPERIMENTS * ALPHA * (1 - ALPHA));
    assertThat(wrong).isLessThanOrEqualTo((int) (EXPERIMENTS * ALPHA + 4 * spread));
  }
}
