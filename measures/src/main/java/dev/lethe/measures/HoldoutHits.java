package dev.lethe.measures;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Examples of a holdout that a model predicted correctly. Two models are compared example by
 * example if their holdouts have the same fingerprint.
 *
 * @param holdout fingerprint of the examples in their order
 * @param examples size of the holdout
 * @param bits bit i is set if the model is right on example i
 */
public record HoldoutHits(long holdout, int examples, BitSet bits) {
  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

  public HoldoutHits {
    if (bits.length() > examples) {
      throw new IllegalArgumentException(
          "hits: got one of example %d, expected less than %d"
              .formatted(bits.length() - 1, examples));
    }
    bits = (BitSet) bits.clone();
  }

  /**
   * Reads what {@link #toBytes} returned.
   *
   * @throws IllegalArgumentException if there are not (examples + 7) / 8 bytes
   */
  public static HoldoutHits of(long holdout, int examples, byte[] bytes) {
    if (bytes.length != bytes(examples)) {
      throw new IllegalArgumentException(
          "hits: got %d bytes, expected %d of %d examples"
              .formatted(bytes.length, bytes(examples), examples));
    }
    return new HoldoutHits(holdout, examples, BitSet.valueOf(bytes));
  }

  /** Returns (examples + 7) / 8 bytes: bit i % 8 of byte i / 8 is example i. */
  public byte[] toBytes() {
    return Arrays.copyOf(bits.toByteArray(), bytes(examples));
  }

  private static int bytes(int examples) {
    return (examples + 7) / 8;
  }

  /** Returns true if the examples and their order are the same. */
  public boolean isOfSameHoldout(HoldoutHits other) {
    return holdout == other.holdout && examples == other.examples;
  }

  /** Returns the number of correct predictions. */
  public int correct() {
    return bits.cardinality();
  }

  /** Returns the number of examples on which this model is right and another one is wrong. */
  public int onlyHere(HoldoutHits other) {
    BitSet only = (BitSet) bits.clone();
    only.andNot(other.bits);
    return only.cardinality();
  }

  /** Collects hits in the order of the examples. */
  public static final class Builder {
    private final BitSet bits = new BitSet();
    private long holdout;
    private int examples;

    /**
     * Adds an example.
     *
     * @param key key of the example, evenly distributed over all 64-bit numbers
     * @param hit true if the model is right
     */
    public void add(long key, boolean hit) {
      holdout = (holdout ^ key) * MULTIPLIER;
      holdout ^= holdout >>> 32;
      bits.set(examples++, hit);
    }

    public int correct() {
      return bits.cardinality();
    }

    public HoldoutHits build() {
      return new HoldoutHits(holdout, examples, bits);
    }
  }
}
