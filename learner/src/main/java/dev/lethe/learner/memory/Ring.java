package dev.lethe.learner.memory;

import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Ring buffer per class or per task window. Keeps the newest examples of each group, with an equal
 * share of the buffer (Lopez-Paz and Ranzato, 2017; "ER-Ring" in Chaudhry et al., "On tiny episodic
 * memories in continual learning", 2019).
 *
 * <pre>
 *   quota = max(1, M / number of groups)
 *   group below quota   append; if the buffer is full, overwrite the oldest of the largest group
 *   otherwise           overwrite the oldest of the same group
 * </pre>
 *
 * The quota shrinks when new groups appear. A group above its quota then loses its oldest examples
 * one by one, as other groups need slots. If there are more groups than slots, the lowest-numbered
 * of the largest groups loses its slots first, so the newest M groups keep one example each.
 */
public final class Ring implements BufferPolicy {
  /** {@code ring(by=class|window)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "ring",
          Kind.BUFFER_POLICY,
          "Keeps the newest examples of each class or task window, in equal parts.",
          "Lopez-Paz and Ranzato, Gradient episodic memory for continual learning, NeurIPS 2017",
          List.of(Key.choice("by", Grouping.CLASS)));

  private enum Grouping {
    CLASS,
    WINDOW
  }

  private final Grouping by;
  // slots of each group, oldest example first
  private final SortedMap<Integer, Deque<Integer>> groups = new TreeMap<>();
  private long overwritten;

  /** Creates the policy from a parsed {@link #DEFINITION}. */
  public Ring(Part part) {
    this.by = part.choice("by", Grouping.class);
  }

  @Override
  public int place(Slots slots, Offer offer) {
    int group =
        switch (by) {
          case CLASS -> offer.label();
          case WINDOW -> offer.window();
        };
    Deque<Integer> own = groups.computeIfAbsent(group, each -> new ArrayDeque<>());
    int quota = Math.max(1, slots.capacity() / groups.size());
    int slot = slot(slots, own, quota);
    own.addLast(slot);
    groups.values().removeIf(Deque::isEmpty);
    return slot;
  }

  private int slot(Slots slots, Deque<Integer> own, int quota) {
    if (own.size() < quota && !slots.isFull()) {
      return slots.size();
    }
    overwritten++;
    return own.size() < quota ? largest().removeFirst() : own.removeFirst();
  }

  /** A group whose examples were all removed no longer reduces the quota. */
  @Override
  public void removing(Slots slots, int slot) {
    groups.values().forEach(each -> SlotLists.remove(each, slot, slots.size() - 1));
    groups.values().removeIf(Deque::isEmpty);
  }

  private Deque<Integer> largest() {
    return Collections.max(groups.values(), Comparator.comparingInt(Deque::size));
  }

  /**
   * Reports {@code ring.overwritten}, the number of overwritten examples, and {@code ring.groups},
   * the number of groups in the buffer.
   */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("ring.overwritten", (double) overwritten);
    metrics.put("ring.groups", (double) groups.size());
  }

  @Override
  public void save(StateWriter out) {
    out.put(overwritten).put(groups.size());
    groups.forEach(
        (group, slots) -> {
          int[] all = slots.stream().mapToInt(Integer::intValue).toArray();
          out.put(group).put(all, all.length);
        });
  }

  @Override
  public void restore(StateReader in) {
    groups.clear();
    overwritten = in.getLong();
    for (int i = in.getCount(); i > 0; i--) {
      Deque<Integer> slots = new ArrayDeque<>();
      groups.put(in.getInt(), slots);
      for (int slot : in.getInts()) {
        slots.addLast(slot);
      }
    }
  }
}
