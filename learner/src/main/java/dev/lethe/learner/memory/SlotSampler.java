package dev.lethe.learner.memory;

import java.util.BitSet;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws distinct slots, every set of them with the same probability: Floyd's algorithm (Bentley and
 * Floyd, "A sample of brilliance", 1987), one random number per slot whatever the population.
 */
public final class SlotSampler {
  private final UniformRandomProvider random;
  private final BitSet taken = new BitSet();

  public SlotSampler(UniformRandomProvider random) {
    this.random = random;
  }

  /**
   * Draws {@code count} of the slots {@code 0 … population-1}, without replacement.
   *
   * @param count at most the population
   */
  public int[] draw(int count, int population) {
    int[] slots = new int[count];
    for (int i = 0, last = population - count; i < count; i++, last++) {
      int slot = random.nextInt(last + 1);
      slots[i] = taken.get(slot) ? last : slot;
      taken.set(slots[i]);
    }
    for (int slot : slots) {
      taken.clear(slot);
    }
    return slots;
  }
}
