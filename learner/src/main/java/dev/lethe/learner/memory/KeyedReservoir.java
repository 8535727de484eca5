package dev.lethe.learner.memory;

import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Uniform sample like {@link Reservoir}, selected by random keys. Every example draws a key from
 * U(0, 1), and the buffer keeps the examples with the largest keys. Such samples can be shrunk and
 * merged.
 *
 * <p>After a removal, the next examples take the free places with any key. Those whose key would
 * have been too small before are the first to be overwritten.
 */
public final class KeyedReservoir implements BufferPolicy {
  /** {@code keyed}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "keyed",
          Kind.BUFFER_POLICY,
          "Keeps a uniform sample, chosen by random keys, that can be shrunk and merged.",
          "",
          List.of());

  private record Entry(double key, int slot) {}

  private final UniformRandomProvider random;
  private final PriorityQueue<Entry> smallestFirst =
      new PriorityQueue<>(Comparator.comparingDouble(Entry::key).thenComparingInt(Entry::slot));

  /**
   * Creates the policy.
   *
   * @param random source of one draw per offer
   */
  public KeyedReservoir(UniformRandomProvider random) {
    this.random = random;
  }

  @Override
  public int place(Slots slots, Offer offer) {
    double key = random.nextDouble();
    int slot = slots.size();
    if (slots.isFull()) {
      if (smallestFirst.element().key() >= key) {
        return NOWHERE;
      }
      slot = smallestFirst.remove().slot();
    }
    smallestFirst.add(new Entry(key, slot));
    return slot;
  }

  @Override
  public void removing(Slots slots, int slot) {
    int last = slots.size() - 1;
    List<Entry> kept =
        smallestFirst.stream()
            .filter(entry -> entry.slot() != slot)
            .map(entry -> entry.slot() == last ? new Entry(entry.key(), slot) : entry)
            .toList();
    smallestFirst.clear();
    smallestFirst.addAll(kept);
  }

  /** Reports {@code keyed.threshold}, the smallest key in the buffer, in [0, 1). */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("keyed.threshold", smallestFirst.isEmpty() ? 0 : smallestFirst.element().key());
  }

  @Override
  public void save(StateWriter out) {
    List<Entry> entries =
        smallestFirst.stream().sorted(Comparator.comparingInt(Entry::slot)).toList();
    out.put(entries.size());
    entries.forEach(entry -> out.put(entry.key()).put(entry.slot()));
  }

  @Override
  public void restore(StateReader in) {
    smallestFirst.clear();
    for (int i = in.getCount(); i > 0; i--) {
      smallestFirst.add(new Entry(in.getDouble(), in.getInt()));
    }
  }
}
