package dev.lethe.streams.readmodel;

import dev.lethe.schemas.ChallengerEvidence;
import dev.lethe.schemas.Promotion;
import java.util.List;

/**
 * The served run, its challengers and all switches. Differences and bounds are shares of 1.
 *
 * @param champion run that is served; null if none is
 * @param objective NOW or ALL; null if no run is served
 * @param barred run that evidence does not promote before the next switch, or null
 * @param challengers evidence of now for each challenger
 * @param switches switches in order
 */
public record PromotionView(
    String champion,
    String objective,
    String barred,
    List<Challenger> challengers,
    List<Switch> switches) {

  public PromotionView {
    challengers = List.copyOf(challengers);
    switches = List.copyOf(switches);
  }

  /**
   * Evidence for a challenger.
   *
   * @param run name of the run
   * @param n number of paired examples
   * @param difference accuracy of the run less that of the champion; null if unknown
   * @param bound lower confidence bound of the difference
   */
  public record Challenger(String run, long n, Double difference, double bound) {
    static Challenger of(ChallengerEvidence evidence) {
      return new Challenger(
          evidence.getRun(), evidence.getN(), evidence.getDifference(), evidence.getBound());
    }
  }

  /**
   * Switch of the served run.
   *
   * @param number number from 0
   * @param from run that was served before, or null
   * @param to run that is served from then on
   * @param reason INITIAL, BETTER, REVERTED, CHOSEN or CHAMPION_FAILED
   * @param at epoch milliseconds
   * @param partition partition of the example after which it is served; -1 before the first
   * @param offset offset of that example
   * @param objective NOW or ALL
   * @param margin difference that was to be exceeded
   * @param alpha error rate
   * @param n number of paired examples
   * @param difference accuracy of the new run less that of the old one; null if unknown
   * @param bound lower confidence bound of the difference; null if unknown
   */
  public record Switch(
      int number,
      String from,
      String to,
      String reason,
      long at,
      int partition,
      long offset,
      String objective,
      double margin,
      double alpha,
      long n,
      Double difference,
      Double bound) {
    static Switch of(Promotion made) {
      return new Switch(
          made.getNumber(),
          made.getFrom(),
          made.getTo(),
          made.getReason().name(),
          made.getAt().toEpochMilli(),
          made.getPartition(),
          made.getOffset(),
          made.getObjective().name(),
          made.getMargin(),
          made.getAlpha(),
          made.getN(),
          made.getDifference(),
          made.getBound());
    }
  }
}
