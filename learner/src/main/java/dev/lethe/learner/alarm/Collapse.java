package dev.lethe.learner.alarm;

import dev.lethe.learner.network.Logits;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.Arrays;

/**
 * Detects a model whose predictions do not depend on the features:
 *
 * <ul>
 *   <li>all fresh rows of a step got the same logits although they differ, in {@value #STEPS} steps
 *       in a row: only the biases of the last layer are alive
 *   <li>the last {@value #ROWS} examples or more got the same prediction, and less than {@value
 *       #MAX_SHARE} of them have the same label
 * </ul>
 *
 * A stream whose labels stay the same for long, or of which one class is most, is no such case.
 */
final class Collapse implements Stateful {
  private static final int STEPS = 20;
  private static final int ROWS = 1000;
  private static final double MAX_SHARE = 0.75;
  private static final double TOLERANCE = 1e-6;

  private final long[] labels;
  private int predicted = -1;
  private int equalSteps;

  Collapse(int classes) {
    this.labels = new long[classes];
  }

  /** Adds the fresh rows of a step. */
  void add(Step step) {
    for (int row = 0; row < step.fresh(); row++) {
      int next = step.logits().predicted(row);
      if (next != predicted) {
        predicted = next;
        Arrays.fill(labels, 0);
      }
      labels[step.batch().label(row)]++;
    }
    if (step.fresh() > 1) {
      equalSteps = hasEqualLogits(step) && !hasEqualFeatures(step) ? equalSteps + 1 : 0;
    }
  }

  private static boolean hasEqualLogits(Step step) {
    Logits logits = step.logits();
    for (int row = 1; row < step.fresh(); row++) {
      for (int c = 0; c < logits.classes(); c++) {
        float first = logits.value(0, c);
        if (Math.abs(logits.value(row, c) - first) > TOLERANCE * Math.max(1, Math.abs(first))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hasEqualFeatures(Step step) {
    float[] values = step.batch().values();
    int features = step.batch().width();
    for (int row = 1; row < step.fresh(); row++) {
      int from = row * features;
      if (!Arrays.equals(values, 0, features, values, from, from + features)) {
        return false;
      }
    }
    return true;
  }

  boolean holds() {
    long rows = Arrays.stream(labels).sum();
    long most = Arrays.stream(labels).max().orElse(0);
    return equalSteps >= STEPS || (rows >= ROWS && most < MAX_SHARE * rows);
  }

  @Override
  public void save(StateWriter out) {
    out.put(predicted).put(labels, labels.length).put(equalSteps);
  }

  @Override
  public void restore(StateReader in) {
    predicted = in.getInt();
    System.arraycopy(in.getLongs(labels.length), 0, labels, 0, labels.length);
    equalSteps = in.getInt();
  }
}
