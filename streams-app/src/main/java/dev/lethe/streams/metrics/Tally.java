package dev.lethe.streams.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Counts of predictions. Tallies of disjoint sets add up.
 *
 * @param examples predictions
 * @param scored those whose label was known
 * @param correct scored ones that were right
 */
public record Tally(long examples, long scored, long correct) {
  public static final Tally NONE = new Tally(0, 0, 0);

  public Tally {
    if (correct < 0 || scored < correct || examples < scored) {
      throw new IllegalArgumentException(
          "tally: got %d examples, %d scored, %d correct, expected examples >= scored >= correct >= 0"
              .formatted(examples, scored, correct));
    }
  }

  Tally unscored() {
    return new Tally(examples + 1, scored, correct);
  }

  Tally scored(boolean right) {
    return new Tally(examples + 1, scored + 1, right ? correct + 1 : correct);
  }

  Tally plus(Tally other) {
    return new Tally(examples + other.examples, scored + other.scored, correct + other.correct);
  }

  /** correct / scored in [0, 1]; NaN where nothing was scored. */
  public double accuracy() {
    return scored == 0 ? Double.NaN : (double) correct / scored;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(examples);
    out.writeLong(scored);
    out.writeLong(correct);
  }

  static Tally readFrom(DataInput in) throws IOException {
    return new Tally(in.readLong(), in.readLong(), in.readLong());
  }
}
