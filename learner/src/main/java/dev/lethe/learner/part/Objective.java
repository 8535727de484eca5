package dev.lethe.learner.part;

import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.network.Logits;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Objective L of a step: a sum of terms that depend on the logits z, with its gradient ∂L/∂z.
 *
 * <p>A term over no rows is not added.
 */
public final class Objective {
  private final Logits logits;
  private final RowBatch batch;
  private final float[] gradients;
  private final IntFunction<BitSet> trainedClasses;
  private final Map<String, Double> terms = new TreeMap<>();

  /**
   * @param gradients receives ∂L/∂z, {@code [rows, classes]} in row-major order, initially 0
   * @param trainedClasses classes in the softmax of a row during training, by row; null for all
   */
  public Objective(
      Logits logits, RowBatch batch, float[] gradients, IntFunction<BitSet> trainedClasses) {
    this.logits = logits;
    this.batch = batch;
    this.gradients = gradients;
    this.trainedClasses = trainedClasses;
  }

  /**
   * Adds {@code weight · Σ −log softmax(z)[y]} over rows. The softmax of each row is over the
   * classes that the head trains it on.
   *
   * @param from first row
   * @param to end of the rows, exclusive
   * @param weight weight of each row
   */
  public void crossEntropy(String term, int from, int to, double weight) {
    double sum = 0;
    for (int row = from; row < to; row++) {
      sum += addRow(row, weight, trainedClasses.apply(row));
    }
    if (to > from) {
      add(term, sum);
    }
  }

  /**
   * Adds {@code weight · −log softmax(z)[y]} of one row.
   *
   * @param candidates classes in the softmax, or null for all; always includes the row's own class
   */
  public void crossEntropy(String term, int row, double weight, BitSet candidates) {
    add(term, addRow(row, weight, candidates));
  }

  private double addRow(int row, double weight, BitSet candidates) {
    int label = batch.label(row);
    logits.addLossGradient(row, label, weight, candidates, gradients);
    return weight * logits.loss(row, label, candidates);
  }

  /**
   * Adds {@code weight · Σ_c (z[c] − target[c])²} of one row, without targets that are NaN.
   *
   * @param targets array that contains the row's targets
   * @param at index of the first of them
   */
  public void squaredError(String term, int row, float[] targets, int at, double weight) {
    double sum = 0;
    for (int c = 0; c < logits.classes(); c++) {
      double difference = logits.value(row, c) - (double) targets[at + c];
      if (!Double.isNaN(difference)) {
        sum += difference * difference;
        addGradient(row, c, 2 * weight * difference);
      }
    }
    add(term, weight * sum);
  }

  /** Adds to ∂L/∂z of one logit, for terms other than those above. */
  public void addGradient(int row, int c, double gradient) {
    gradients[row * logits.classes() + c] += (float) gradient;
  }

  /** Adds to the value of a term whose gradient was added by {@link #addGradient}. */
  public void add(String term, double value) {
    terms.merge(term, value, Double::sum);
  }

  /** Returns L, nats. */
  public double value() {
    return terms.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Returns true if all terms are finite. */
  public boolean isFinite() {
    return terms.values().stream().allMatch(Double::isFinite);
  }

  /** Returns true if no term was added. */
  public boolean isEmpty() {
    return terms.isEmpty();
  }

  /** Returns the terms of L by name. */
  public Map<String, Double> terms() {
    return terms;
  }

  /** Returns ∂L/∂z, {@code [rows, classes]} in row-major order. */
  public float[] gradients() {
    return gradients;
  }
}
