package dev.lethe.learner.memory;

import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Greedy class balancing of GDumb (Prabhu et al., 2020). Keeps the first examples of each class, up
 * to a quota of M / (number of classes seen). If the buffer is full, an example of a class below
 * its quota overwrites a random example of the largest class.
 */
public final class Greedy implements BufferPolicy {
  /** {@code greedy}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "greedy",
          Kind.BUFFER_POLICY,
          "Keeps the first examples of each class up to an equal quota.",
          "Prabhu, Torr and Dokania, GDumb: a simple approach that questions our progress in continual learning, ECCV 2020",
          List.of());

  private final UniformRandomProvider random;
  private final SortedMap<Integer, List<Integer>> slotsOf = new TreeMap<>();
  private long overwritten;

  /**
   * Creates the policy.
   *
   * @param random source of one draw per overwritten example
   */
  public Greedy(UniformRandomProvider random) {
    this.random = random;
  }

  @Override
  public int place(Slots slots, Offer offer) {
    List<Integer> own = slotsOf.computeIfAbsent(offer.label(), label -> new ArrayList<>());
    if (!own.isEmpty() && own.size() >= slots.capacity() / slotsOf.size()) {
      return NOWHERE;
    }
    if (!slots.isFull()) {
      own.add(slots.size());
      return slots.size();
    }
    List<Integer> largest = Collections.max(slotsOf.values(), Comparator.comparingInt(List::size));
    int at = random.nextInt(largest.size());
    Collections.swap(largest, at, largest.size() - 1);
    int slot = largest.remove(largest.size() - 1);
    own.add(slot);
    overwritten++;
    return slot;
  }

  /** A class whose examples were all removed still counts as seen. */
  @Override
  public void removing(Slots slots, int slot) {
    slotsOf.values().forEach(each -> SlotLists.remove(each, slot, slots.size() - 1));
  }

  /**
   * Reports {@code greedy.overwritten}, the number of overwritten examples, and {@code
   * greedy.classes}, the number of classes in the buffer.
   */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("greedy.overwritten", (double) overwritten);
    metrics.put("greedy.classes", (double) slotsOf.size());
  }

  @Override
  public void save(StateWriter out) {
    out.put(overwritten).put(slotsOf.size());
    slotsOf.forEach(
        (label, slots) -> {
          int[] all = slots.stream().mapToInt(Integer::intValue).toArray();
          out.put(label).put(all, all.length);
        });
  }

  @Override
  public void restore(StateReader in) {
    slotsOf.clear();
    overwritten = in.getLong();
    for (int i = in.getCount(); i > 0; i--) {
      List<Integer> slots = new ArrayList<>();
      slotsOf.put(in.getInt(), slots);
      for (int slot : in.getInts()) {
        slots.add(slot);
      }
    }
  }
}
