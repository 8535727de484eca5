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
 * tricks for continual learning", ICPR 2020): what comes in is decided as by {@link Reservoir}, and
 * what is known best goes.
 *
 * <pre>
 *   accepted with probability M / (n + 1)               n offers before it
 *   victim ∝ (max ℓ − ℓ) / (max ℓ − min ℓ)              uniform where all ℓ are equal
 * </pre>
 *
 * ℓ is the loss that an example had when it came or was last replayed. A loss that is no finite
 * number counts as 0, so such an example is among the first to go.
 */
public final class LossAware implements BufferPolicy {
  /** {@code lars}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition("lars", Kind.BUFFER_POLICY.words(), List.of());

  private final UniformRandomProvider random;
  private double[] losses = {};
  private int size;
  private long offered;
  private long overwritten;

  /**
   * @param random drawn once for every offer to a full memory, twice if it is accepted
   */
  public LossAware(UniformRandomProvider random) {
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
    if (!slots.isFull()) {
      return slots.size();
    }
    // r uniform in [0, n], both included
    if (random.nextLong(offered + 1) >= slots.capacity()) {
      return NOWHERE;
    }
    overwritten++;
    return victim();
  }

  private int victim() {
    double most = Arrays.stream(losses, 0, size).max().orElseThrow();
    double total = Arrays.stream(losses, 0, size).map(loss -> most - loss).sum();
    if (!(total > 0)) {
      return random.nextInt(size);
    }
    double left = random.nextDouble() * total;
    int last = -1;
    for (int slot = 0; slot < size; slot++) {
      if (losses[slot] < most) {
        last = slot;
        left -= most - losses[slot];
        if (left < 0) {
          break;
        }
      }
    }
    // rounding may leave a little beyond the last that can be drawn
    return last;
  }

  @Override
  public void replayed(int slot, double loss) {
    losses[slot] = Double.isFinite(loss) ? loss : 0;
  }

  /** {@code lars.overwritten}; {@code lars.loss}, the mean ℓ of what is kept, nats. */
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
