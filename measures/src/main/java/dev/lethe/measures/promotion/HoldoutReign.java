package dev.lethe.measures.promotion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Evidence of the evaluations since the newest switch for a challenger against the champion. The
 * same holdouts are evaluated again and again, so evaluations are not independent. The sum of their
 * wealths, weighted with {@linkplain Look#share shares} w whose sum is 1, needs no independence:
 *
 * <pre>
 *   S(m) = Σ w e(m),     S(m) ≥ 1/δ at any time     with probability δ at most
 * </pre>
 *
 * <p>if the challenger is better by more than m at no evaluation, because S never decreases and its
 * expected value is 1 at most. The largest term alone would be a union bound over the evaluations;
 * the sum is never smaller. Shares depend on the number of the evaluation since the beginning of
 * the run, not on results, so this is valid for all reigns of a pair together.
 *
 * @param logSum ln S(margin)
 * @param evidence evidence at the newest evaluation
 */
record HoldoutReign(double logSum, Evidence evidence) {
  static HoldoutReign none(String run) {
    return new HoldoutReign(Double.NEGATIVE_INFINITY, Evidence.none(run));
  }

  /**
   * Adds an evaluation. The bound is the largest m known to have S(m) ≥ 1/δ. Earlier evaluations
   * count up to the margin, where their sum is known, and only if the difference exceeds it still.
   *
   * @param delta δ
   */
  HoldoutReign plus(Look look, List<HoldoutPair> holdouts, double margin, double delta) {
    var wealth = new HoldoutWealth(holdouts);
    long n = holdouts.stream().mapToLong(HoldoutPair::examples).sum();
    double share = Math.log(look.share());
    double needed = -Math.log(delta);
    double difference = HoldoutPair.difference(holdouts);
    double sum = HoldoutWealth.logOfSum(logSum, share + wealth.log(margin));
    double bound = wealth.largest(1, needed - share);
    if (bound < margin && difference > margin) {
      bound = sum >= needed ? margin : Math.max(bound, boundBelow(wealth, margin, needed, share));
    }
    return new HoldoutReign(sum, new Evidence(evidence.run(), n, difference, bound));
  }

  private double boundBelow(HoldoutWealth wealth, double margin, double needed, double share) {
    // S(m) of the earlier evaluations is at least what it is at the margin, and below 1/δ.
    double missing = needed + Math.log1p(-Math.exp(logSum - needed));
    return wealth.largest(margin, missing - share);
  }

  boolean exceeds(double margin) {
    return evidence.bound() >= margin;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeUTF(evidence.run());
    out.writeLong(evidence.n());
    out.writeDouble(evidence.difference());
    out.writeDouble(evidence.bound());
    out.writeDouble(logSum);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @param hasSum false for evidence of the first version, which had no sum
   */
  static HoldoutReign readFrom(DataInput in, boolean hasSum) throws IOException {
    var evidence = new Evidence(in.readUTF(), in.readLong(), in.readDouble(), in.readDouble());
    return new HoldoutReign(hasSum ? in.readDouble() : Double.NEGATIVE_INFINITY, evidence);
  }
}
