package dev.lethe.learner.part;

import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.network.Logits;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What a step minimises: a sum of terms of the logits, and its slope ∂L/∂z.
 *
 * <p>A term that has no row adds nothing.
 */
public final class Objective {
  private final Logits answers;
  private final RowBatch batch;
  private final float[] slopes;
  private final IntFunction<BitSet> trained;
  private final Map<String, Double> terms = new TreeMap<>();

  /**
   * @param slopes {@code [rows, classes]} in row-major order, all 0: receives ∂L/∂z
   * @param trained the classes between which a row chooses, or null for all
   */
  public Objective(Logits answers, RowBatch batch, float[] slopes, IntFunction<BitSet> trained) {
    this.answers = answers;
    this.batch = batch;
    this.slopes = slopes;
    this.trained = trained;
  }

  /**
   * Adds {@code weight · Σ −log softmax(z)[y]} over rows, each of which chooses between the classes
   * that the head trains it on.
   *
   * @param from first row
   * @param to after the last row
   * @param weight of each row
   */
  public void crossEntropy(String term, int from, int to, double weight) {
    double sum = 0;
    for (int row = from; row < to; row++) {
      sum += rowLoss(row, weight, trained.apply(row));
    }
    if (to > from) {
      add(term, sum);
    }
  }

  /**
   * Adds {@code weight · −log softmax(z)[y]} of one row.
   *
   * @param among the classes to choose between, or null for all; the row's own class always counts
   */
  public void crossEntropy(String term, int row, double weight, BitSet among) {
    add(term, rowLoss(row, weight, among));
  }

  private double rowLoss(int row, double weight, BitSet among) {
    int label = batch.label(row);
    answers.addLossSlope(row, label, weight, among, slopes);
    return weight * answers.loss(row, label, among);
  }

  /**
   * Adds {@code weight · Σ_c (z[c] − target[c])²} of one row. A target that is NaN is none.
   *
   * @param targets where the row's targets are
   * @param at index of the first of them
   */
  public void squaredError(String term, int row, float[] targets, int at, double weight) {
    double sum = 0;
    for (int c = 0; c < answers.classes(); c++) {
      double difference = answers.value(row, c) - (double) targets[at + c];
      if (!Double.isNaN(difference)) {
        sum += difference * difference;
        addSlope(row, c, 2 * weight * difference);
      }
    }
    add(term, weight * sum);
  }

  /** Adds to ∂L/∂z of one logit: for terms that are not among those above. */
  public void addSlope(int row, int c, double slope) {
    slopes[row * answers.classes() + c] += (float) slope;
  }

  /** Adds to the value of a term: for terms whose slope was added by {@link #addSlope}. */
  public void add(String term, double value) {
    terms.merge(term, value, Double::sum);
  }

  /** L, nats. */
  public double value() {
    return terms.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Whether L and its terms are finite numbers. */
  public boolean isFinite() {
    return terms.values().stream().allMatch(Double::isFinite);
  }

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return terms.isEmpty();
  }

  /** The terms of L by name. */
  public Map<String, Double> terms() {
    return terms;
  }

  /** ∂L/∂z, {@code [rows, classes]} in row-major order. */
  public float[] slopes() {
    return slopes;
  }
}
