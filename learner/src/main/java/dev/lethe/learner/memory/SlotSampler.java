package dev.lethe.learner.memory;

import java.util.BitSet;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Samples slots uniformly without replacement with Floyd's algorithm (Bentley and Floyd, "A sample
 * of brilliance", 1987). Uses one random number per sampled slot, for any population.
 */
public final class SlotSampler {
  private final UniformRandomProvider random;
  private final BitSet selected = new BitSet();

  /** Creates a sampler with a random source of one draw per sampled slot. */
  public SlotSampler(UniformRandomProvider random) {
    this.random = random;
  }

  /**
   * Samples distinct slots of {@code 0 … population-1}.
   *
   * @param count number of slots to sample, in 0 … population
   * @return {@code [count]} slots
   */
  public int[] sample(int count, int population) {
    int[] slots = new int[count];
    for (int i = 0, last = population - count; i < count; i++, last++) {
      int slot = random.nextInt(last + 1);
      slots[i] = selected.get(slot) ? last : slot;
      selected.set(slots[i]);
    }
    for (int slot : slots) {
      selected.clear(slot);
    }
    return slots;
  }
}
