package dev.lethe.learner.memory;

import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Class-balancing reservoir sampling, CBRS (Chrysakis and Moens, "Online continual learning from
 * imbalanced data", ICML 2020). Keeps the classes in equal parts, independent of their frequency in
 * the stream. A class with too few examples is kept completely.
 *
 * <pre>
 *   buffer not full       append
 *   class c not full      overwrite a random example of a largest class
 *   class c full          with probability count[c] / seen[c] overwrite a random example of class c
 * </pre>
 *
 * A class becomes full when it is the largest class of a full buffer, and stays full until one of
 * its examples is removed. Then seen[c] falls in proportion, and the next examples, of any class,
 * take the free places.
 */
public final class ClassBalancedReservoir implements BufferPolicy {
  /** {@code cbrs}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "cbrs",
          Kind.BUFFER_POLICY,
          "Keeps the classes in equal parts, whatever their frequency in the stream.",
          "Chrysakis and Moens, Online continual learning from imbalanced data, ICML 2020",
          List.of());

  private static final class ClassSlots {
    final List<Integer> slots = new ArrayList<>();
    long seen;
    boolean full;
  }

  private final UniformRandomProvider random;
  private final SortedMap<Integer, ClassSlots> classes = new TreeMap<>();
  private long overwritten;

  /**
   * Creates the policy.
   *
   * @param random source of one or two draws per offer to a full buffer
   */
  public ClassBalancedReservoir(UniformRandomProvider random) {
    this.random = random;
  }

  @Override
  public int place(Slots slots, Offer offer) {
    ClassSlots own = classes.computeIfAbsent(offer.label(), label -> new ClassSlots());
    own.seen++;
    if (!slots.isFull()) {
      own.slots.add(slots.size());
      return slots.size();
    }
    List<ClassSlots> largest = largest();
    largest.forEach(each -> each.full = true);
    if (own.full) {
      boolean kept = random.nextDouble() * own.seen < own.slots.size();
      if (!kept) {
        return NOWHERE;
      }
      overwritten++;
      return own.slots.get(random.nextInt(own.slots.size()));
    }
    ClassSlots victim = largest.get(random.nextInt(largest.size()));
    int at = random.nextInt(victim.slots.size());
    int slot = victim.slots.get(at);
    // moves the last slot into the gap, so that no other slot shifts
    int last = victim.slots.remove(victim.slots.size() - 1);
    if (at < victim.slots.size()) {
      victim.slots.set(at, last);
    }
    own.slots.add(slot);
    overwritten++;
    return slot;
  }

  @Override
  public void removing(Slots slots, int slot) {
    ClassSlots own = classes.get(slots.label(slot));
    own.seen = Offers.without(own.seen, own.slots.size());
    own.full = false;
    classes.values().forEach(each -> SlotLists.remove(each.slots, slot, slots.size() - 1));
  }

  private List<ClassSlots> largest() {
    int max = classes.values().stream().mapToInt(each -> each.slots.size()).max().orElseThrow();
    return classes.values().stream().filter(each -> each.slots.size() == max).toList();
  }

  /**
   * Reports {@code cbrs.overwritten}, the number of overwritten examples, and {@code
   * cbrs.smallest}, the number of examples of the smallest class.
   */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("cbrs.overwritten", (double) overwritten);
    metrics.put(
        "cbrs.smallest",
        classes.values().stream().mapToDouble(each -> each.slots.size()).min().orElse(0));
  }

  @Override
  public void save(StateWriter out) {
    out.put(overwritten).put(classes.size());
    classes.forEach(
        (label, each) -> {
          int[] slots = each.slots.stream().mapToInt(Integer::intValue).toArray();
          out.put(label).put(each.seen).put(each.full).put(slots, slots.length);
        });
  }

  @Override
  public void restore(StateReader in) {
    classes.clear();
    overwritten = in.getLong();
    for (int i = in.getCount(); i > 0; i--) {
      ClassSlots each = new ClassSlots();
      classes.put(in.getInt(), each);
      each.seen = in.getLong();
      each.full = in.getBoolean();
      for (int slot : in.getInts()) {
        each.slots.add(slot);
      }
    }
  }
}
