package dev.lethe.learner.memory;

import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Keeps a uniform sample of everything that was offered: Algorithm R (Vitter, "Random sampling with
 * a reservoir", 1985). After n offers each of them is stored with probability min(1, M/n).
 */
public final class Reservoir implements BufferPolicy {
  /** {@code reservoir}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition("reservoir", Kind.BUFFER_POLICY.words(), List.of());

  private final UniformRandomProvider random;
  private long offered;

  /**
   * @param random drawn once for every offer to a full memory
   */
  public Reservoir(UniformRandomProvider random) {
    this.random = random;
  }

  @Override
  public int place(Slots slots, Offer offer) {
    // r uniform in [0, n], n = offers before this one: 64 bits, for n outgrows an int
    long slot = slots.isFull() ? random.nextLong(offered + 1) : slots.size();
    offered++;
    return slot < slots.capacity() ? (int) slot : NOWHERE;
  }

  @Override
  public void save(StateWriter out) {
    out.put(offered);
  }

  @Override
  public void restore(StateReader in) {
    offered = in.getLong();
  }
}
