package dev.lethe.measures.promotion;

/**
 * Evidence for a challenger against the champion.
 *
 * @param run the challenger
 * @param n number of paired examples
 * @param difference estimated accuracy of the challenger less that of the champion; NaN if n is 0
 * @param bound lower confidence bound of the difference; -1 if nothing is known
 */
public record Evidence(String run, long n, double difference, double bound) {
  static Evidence none(String run) {
    return new Evidence(run, 0, Double.NaN, -1);
  }
}
