package dev.lethe.learner.rehearsal;

import dev.lethe.learner.Features;
import dev.lethe.learner.state.StateDigest;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A uniform sample of everything that was offered: Algorithm R (Vitter, "Random sampling with a
 * reservoir", 1985). After n offers each of them is stored with probability min(1, M/n).
 */
public final class Reservoir {
  private final RowStore rows;
  private final UniformRandomProvider random;
  private long offered;

  /**
   * @param rows where the sample is kept; its capacity is M
   * @param random drawn once for every offer to a full reservoir
   */
  public Reservoir(RowStore rows, UniformRandomProvider random) {
    this.rows = rows;
    this.random = random;
  }

  /** Offers an example, which is stored or not. */
  public void offer(Features features, int label) {
    // r uniform in [0, n], n = offers before this one: 64 bits, for n outgrows an int
    long slot = rows.size() < rows.capacity() ? rows.size() : random.nextLong(offered + 1);
    offered++;
    if (slot < rows.capacity()) {
      rows.put((int) slot, features, label);
    }
  }

  /** The sample. */
  public RowStore rows() {
    return rows;
  }

  /** Adds the sample and how many offers it was drawn from. */
  public void describeTo(StateDigest digest) {
    digest.add(offered);
    rows.describeTo(digest);
  }
}
