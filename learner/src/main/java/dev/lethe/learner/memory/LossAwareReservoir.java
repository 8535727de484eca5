package dev.lethe.learner.memory;

import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Loss-aware reservoir sampling, LARS (Buzzega et al., "Rethinking experience replay: a bag of
 * tricks for continual learning", ICPR 2020). Accepts examples like {@link Reservoir}, and prefers
 * to overwrite examples with a low loss.
 *
 * <pre>
 *   P(accept) = M / (n + 1)                             n: number of earlier offers
 *   P(overwrite) ∝ (max ℓ − ℓ) / (max ℓ − min ℓ)        uniform if all ℓ are equal
 * </pre>
 *
 * ℓ is the loss of an example at its last replay, or before its first step. A loss that is not
 * finite counts as 0, so such an example is likely to be overwritten soon. Removed examples lower n
 * as in {@link Reservoir}.
 */
public final class LossAwareReservoir implements BufferPolicy {
  /** {@code lars}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "lars",
          Kind.BUFFER_POLICY,
          "Keeps a sample from which examples with a low loss are overwritten first.",
          "Buzzega et al., Rethinking experience replay: a bag of tricks for continual learning, ICPR 2020",
          List.of());

  private final UniformRandomProvider random;
  private double[] losses = {};
  private int size;
  private long offered;
  private long overwritten;

  /**
   * Creates the policy.
   *
   * @param random source of one draw per offer to a full buffer, and two if the example is accepted
   */
  public LossAwareReservoir(UniformRandomProvider random) {
    this.random = random;
  }

  @Override
  public int place(Slots slots, Offer offer) {
    int slot = slot(slots);
    offered++;
    if (slot != NOWHERE) {
      if (slot == losses.length) {
        losses = Arrays.copyOf(losses, Math.min(slots.capacity(), Math.max(64, 2 * slot)));
      }
      size = Math.max(size, slot + 1);
      replayed(slot, offer.loss());
    }
    return slot;
  }

  private int slot(Slots slots) {
    if (offered < slots.capacity()) {
      return slots.size();
    }
    // uniform in 0 … n
    if (random.nextLong(offered + 1) >= slots.capacity()) {
      return NOWHERE;
    }
    if (!slots.isFull()) {
      return slots.size();
    }
    overwritten++;
    return victim();
  }

  private int victim() {
    double max = Arrays.stream(losses, 0, size).max().orElseThrow();
    double total = Arrays.stream(losses, 0, size).map(loss -> max - loss).sum();
    if (!(total > 0)) {
      return random.nextInt(size);
    }
    double remaining = random.nextDouble() * total;
    int lastCandidate = -1;
    for (int slot = 0; slot < size; slot++) {
      if (losses[slot] < max) {
        lastCandidate = slot;
        remaining -= max - losses[slot];
        if (remaining < 0) {
          break;
        }
      }
    }
    // after rounding errors the draw can exceed the total, and then selects the last
    // candidate
    return lastCandidate;
  }

  @Override
  public void removing(Slots slots, int slot) {
    offered = Offers.without(offered, slots.size());
    size--;
    losses[slot] = losses[size];
  }

  @Override
  public void replayed(int slot, double loss) {
    losses[slot] = Double.isFinite(loss) ? loss : 0;
  }

  /**
   * Reports {@code lars.overwritten}, the number of overwritten examples, and {@code lars.loss},
   * the mean ℓ of the buffer, nats.
   */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("lars.overwritten", (double) overwritten);
    metrics.put("lars.loss", Arrays.stream(losses, 0, size).average().orElse(0));
  }

  @Override
  public void save(StateWriter out) {
    out.put(offered).put(overwritten).put(losses, size);
  }

  @Override
  public void restore(StateReader in) {
    offered = in.getLong();
    overwritten = in.getLong();
    losses = in.getDoubles();
    size = losses.length;
  }
}
