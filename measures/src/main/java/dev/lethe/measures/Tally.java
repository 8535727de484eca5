package dev.lethe.measures;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Counts of test-then-train predictions, each made before the model learned from its example. Their
 * accuracy is the cumulative prequential accuracy:
 *
 * <pre>
 *   P_t = 1/t Σ_{s≤t} x_s          x = 1 if the prediction was correct, else 0
 * </pre>
 *
 * <p>A. P. Dawid, <i>The prequential approach</i>, Journal of the Royal Statistical Society A 147,
 * 1984. Tallies add up: the tally of two stretches of a stream is the sum of both.
 *
 * @param examples number of predictions
 * @param scored number of predictions whose label was known
 * @param correct number of scored predictions that were correct
 */
public record Tally(long examples, long scored, long correct) {
  /** No prediction. */
  public static final Tally NONE = new Tally(0, 0, 0);

  public Tally {
    if (correct < 0 || scored < correct || examples < scored) {
      throw new IllegalArgumentException(
          "tally: got %d examples, %d scored, %d correct, expected examples >= scored >= correct >= 0"
              .formatted(examples, scored, correct));
    }
  }

  /** Returns this tally and one prediction without a label. */
  public Tally unscored() {
    return new Tally(examples + 1, scored, correct);
  }

  /** Returns this tally and one prediction whose label is known. */
  public Tally scored(boolean isCorrect) {
    return new Tally(examples + 1, scored + 1, isCorrect ? correct + 1 : correct);
  }

  /** Returns the sum of both tallies. */
  public Tally plus(Tally other) {
    return new Tally(examples + other.examples, scored + other.scored, correct + other.correct);
  }

  /** Returns {@code correct / scored} in [0, 1]; NaN if nothing was scored. */
  public double accuracy() {
    return Accuracy.of(correct, scored);
  }

  /** Writes the counts in binary form. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(examples);
    out.writeLong(scored);
    out.writeLong(correct);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static Tally readFrom(DataInput in) throws IOException {
    return new Tally(in.readLong(), in.readLong(), in.readLong());
  }
}
