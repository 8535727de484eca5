package dev.lethe.measures.promotion;

import dev.lethe.measures.HoldoutHits;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Outcome of one run on the holdout of one window.
 *
 * @param window number of the window
 * @param examples size of the holdout, at least 1
 * @param correct number of correct predictions
 * @param hits examples predicted correctly, or null if unknown
 */
public record HoldoutOutcome(int window, int examples, int correct, HoldoutHits hits) {
  public HoldoutOutcome {
    if (hits != null && (hits.examples() != examples || hits.correct() != correct)) {
      throw new IllegalArgumentException(
          "hits: got %d of %d, expected %d of %d"
              .formatted(hits.correct(), hits.examples(), correct, examples));
    }
  }

  /**
   * Pairs the outcomes of two runs. If hits are unknown or of different examples, the number of
   * disagreements is the largest that the counts allow.
   *
   * @return empty if the holdouts are not of the same windows and sizes
   */
  public static Optional<List<HoldoutPair>> pairs(
      List<HoldoutOutcome> challenger, List<HoldoutOutcome> champion) {
    if (challenger.size() != champion.size()) {
      return Optional.empty();
    }
    List<HoldoutPair> pairs = new ArrayList<>();
    for (int i = 0; i < challenger.size(); i++) {
      HoldoutOutcome own = challenger.get(i);
      HoldoutOutcome other = champion.get(i);
      if (own.window != other.window || own.examples != other.examples) {
        return Optional.empty();
      }
      pairs.add(own.pairedWith(other));
    }
    return Optional.of(pairs);
  }

  private HoldoutPair pairedWith(HoldoutOutcome champion) {
    return hits != null && champion.hits != null && hits.isOfSameHoldout(champion.hits)
        ? new HoldoutPair(examples, hits.onlyHere(champion.hits), champion.hits.onlyHere(hits))
        : HoldoutPair.ofCounts(examples, correct, champion.correct);
  }

  /** Returns the outcome without hits, of constant size. */
  public HoldoutOutcome withoutHits() {
    return new HoldoutOutcome(window, examples, correct, null);
  }

  /** Writes the outcome in binary form. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(window);
    out.writeInt(examples);
    out.writeInt(correct);
    out.writeBoolean(hits != null);
    if (hits != null) {
      out.writeLong(hits.holdout());
      out.write(hits.toBytes());
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static HoldoutOutcome readFrom(DataInput in) throws IOException {
    int window = in.readInt();
    int examples = in.readInt();
    int correct = in.readInt();
    if (!in.readBoolean()) {
      return new HoldoutOutcome(window, examples, correct, null);
    }
    long holdout = in.readLong();
    var bytes = new byte[(examples + 7) / 8];
    in.readFully(bytes);
    return new HoldoutOutcome(window, examples, correct, HoldoutHits.of(holdout, examples, bytes));
  }
}
