package dev.lethe.learner.memory;

import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Reservoir sampling, Algorithm R (Vitter, "Random sampling with a reservoir", 1985). Keeps a
 * uniform sample of all offered examples: after n offers the buffer holds each example with
 * probability min(1, M/n).
 *
 * <p>A removed example stands for n/size offers, so n falls by that number: the buffer goes on as
 * if a proportional part of the stream had not been offered. New examples are accepted as before,
 * with probability M/(n + 1), and take free places first. The rest of the sample stays uniform; a
 * buffer that lost all of its examples starts anew.
 */
public final class Reservoir implements BufferPolicy {
  /** {@code reservoir}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "reservoir",
          Kind.BUFFER_POLICY,
          "Keeps a uniform sample of all examples so far.",
          "Vitter, Random sampling with a reservoir, 1985",
          List.of());

  private final UniformRandomProvider random;
  private long offered;

  /**
   * Creates the policy.
   *
   * @param random source of one draw per offer, from offer M + 1 on
   */
  public Reservoir(UniformRandomProvider random) {
    this.random = random;
  }

  @Override
  public int place(Slots slots, Offer offer) {
    // uniform in 0 … n, n = number of earlier offers; 64 bits, because n can exceed an int
    long slot = offered < slots.capacity() ? slots.size() : random.nextLong(offered + 1);
    offered++;
    if (slot >= slots.capacity()) {
      return NOWHERE;
    }
    return slots.isFull() ? (int) slot : slots.size();
  }

  @Override
  public void removing(Slots slots, int slot) {
    offered = Offers.without(offered, slots.size());
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
