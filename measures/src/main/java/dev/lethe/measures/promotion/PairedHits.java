package dev.lethe.measures.promotion;

import dev.lethe.measures.ConfidenceSequence;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Paired differences of hits of a challenger and the champion, over the whole reign and over the
 * newest epoch of up to {@value #EPOCH} examples. The whole reign shows small differences. An epoch
 * shows that the challenger has become better lately, which the mean of a long reign would hide.
 *
 * <p>The lower end of the reign's sequence has half of δ, and epoch j has δ / (2 j (j + 1)), so all
 * of them together are wrong with probability δ at most.
 *
 * @param delta δ, above 0 and below 0.5
 * @param epochs number of the newest epoch, from 1
 * @param reign sequence since the newest switch
 * @param epoch sequence of the newest epoch
 */
record PairedHits(double delta, long epochs, ConfidenceSequence reign, ConfidenceSequence epoch) {
  static final int EPOCH = 1_000;

  static PairedHits none(double delta) {
    // The error rate of a sequence is that of both ends.
    return new PairedHits(
        delta, 1, ConfidenceSequence.of(-1, 1, delta), ConfidenceSequence.of(-1, 1, delta / 2));
  }

  PairedHits plus(int difference) {
    boolean isFull = epoch.n() == EPOCH;
    long number = isFull ? epochs + 1 : epochs;
    ConfidenceSequence newest =
        isFull ? ConfidenceSequence.of(-1, 1, delta / ((double) number * (number + 1))) : epoch;
    return new PairedHits(delta, number, reign.plus(difference), newest.plus(difference));
  }

  /** Returns the sequence with the larger lower end. */
  private ConfidenceSequence stronger() {
    return epoch.low() > reign.low() ? epoch : reign;
  }

  boolean exceeds(double margin) {
    return stronger().exceeds(margin);
  }

  Evidence evidence(String run) {
    ConfidenceSequence shown = stronger();
    return new Evidence(run, shown.n(), shown.mean(), shown.low());
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeDouble(delta);
    out.writeLong(epochs);
    reign.writeTo(out);
    epoch.writeTo(out);
  }

  static PairedHits readFrom(DataInput in) throws IOException {
    return new PairedHits(
        in.readDouble(),
        in.readLong(),
        ConfidenceSequence.readFrom(in),
        ConfidenceSequence.readFrom(in));
  }
}
