package dev.lethe.learner.memory;

import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Keeps the newest examples. Suits streams with concept drift, where old labels become wrong. Does
 * not prevent forgetting.
 */
public final class Fifo implements BufferPolicy {
  /** {@code fifo}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "fifo",
          Kind.BUFFER_POLICY,
          "Keeps the newest examples: for drift that makes old labels wrong.",
          "",
          List.of());

  // oldest example first
  private final Deque<Integer> order = new ArrayDeque<>();
  private long offered;

  @Override
  public int place(Slots slots, Offer offer) {
    offered++;
    int slot = slots.isFull() ? order.removeFirst() : slots.size();
    order.addLast(slot);
    return slot;
  }

  @Override
  public void removing(Slots slots, int slot) {
    SlotLists.remove(order, slot, slots.size() - 1);
  }

  /** Reports {@code fifo.offered}, the number of examples offered. */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("fifo.offered", (double) offered);
  }

  @Override
  public void save(StateWriter out) {
    int[] slots = order.stream().mapToInt(Integer::intValue).toArray();
    out.put(offered).put(slots, slots.length);
  }

  @Override
  public void restore(StateReader in) {
    offered = in.getLong();
    order.clear();
    for (int slot : in.getInts()) {
      order.addLast(slot);
    }
  }
}
