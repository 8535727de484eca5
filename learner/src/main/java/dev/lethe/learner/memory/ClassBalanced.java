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
 * imbalanced data", ICML 2020): whatever the classes' shares of the stream, the memory holds them
 * in equal parts as far as there are enough of them.
 *
 * <pre>
 *   not full                  append
 *   class never the largest   overwrite a random example of a largest class
 *   else                      with probability count[c] / seen[c] overwrite a random one of its own
 * </pre>
 *
 * Once a class has been the largest it counts as full for good.
 */
public final class ClassBalanced implements BufferPolicy {
  /** {@code cbrs}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition("cbrs", Kind.BUFFER_POLICY.words(), List.of());

  private static final class OfClass {
    final List<Integer> slots = new ArrayList<>();
    long seen;
    boolean full;
  }

  private final UniformRandomProvider random;
  private final SortedMap<Integer, OfClass> classes = new TreeMap<>();
  private long overwritten;

  /**
   * @param random drawn once or twice for every offer to a full memory
   */
  public ClassBalanced(UniformRandomProvider random) {
    this.random = random;
  }

  @Override
  public int place(Slots slots, Offer offer) {
    OfClass own = classes.computeIfAbsent(offer.label(), label -> new OfClass());
    own.seen++;
    if (!slots.isFull()) {
      own.slots.add(slots.size());
      return slots.size();
    }
    List<OfClass> largest = largest();
    largest.forEach(each -> each.full = true);
    if (own.full) {
      boolean kept = random.nextDouble() * own.seen < own.slots.size();
      if (!kept) {
        return NOWHERE;
      }
      overwritten++;
      return own.slots.get(random.nextInt(own.slots.size()));
    }
    OfClass victim = largest.get(random.nextInt(largest.size()));
    int at = random.nextInt(victim.slots.size());
    int slot = victim.slots.get(at);
    // the last takes the place of the one that goes, so that nothing has to move up
    int last = victim.slots.remove(victim.slots.size() - 1);
    if (at < victim.slots.size()) {
      victim.slots.set(at, last);
    }
    own.slots.add(slot);
    overwritten++;
    return slot;
  }

  private List<OfClass> largest() {
    int most = classes.values().stream().mapToInt(each -> each.slots.size()).max().orElseThrow();
    return classes.values().stream().filter(each -> each.slots.size() == most).toList();
  }

  /** {@code cbrs.overwritten}; {@code cbrs.smallest}, examples of the class that has fewest. */
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
    for (int i = in.getInt(); i > 0; i--) {
      OfClass each = new OfClass();
      classes.put(in.getInt(), each);
      each.seen = in.getLong();
      each.full = in.getBoolean();
      for (int slot : in.getInts()) {
        each.slots.add(slot);
      }
    }
  }
}
