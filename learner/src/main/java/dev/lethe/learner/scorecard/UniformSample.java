package dev.lethe.learner.scorecard;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A bounded uniform sample: each item draws a ticket, and those with the lowest stay. Which ones
 * these are does not depend on the order in which items come, as a reservoir's would.
 */
final class UniformSample<T> {
  private static final Comparator<Ticket<?>> LOWEST_FIRST =
      Comparator.comparingLong(Ticket::number);

  private record Ticket<T>(long number, T item) {}

  private final int capacity;
  private final PriorityQueue<Ticket<T>> kept = new PriorityQueue<>(LOWEST_FIRST.reversed());

  UniformSample(int capacity) {
    this.capacity = capacity;
  }

  /**
   * @param ticket drawn uniformly from all longs
   */
  void offer(long ticket, T item) {
    if (kept.size() == capacity) {
      if (ticket >= kept.element().number) {
        return;
      }
      kept.remove();
    }
    kept.add(new Ticket<>(ticket, item));
  }

  /** What is kept, in the order of the tickets, hence shuffled. */
  List<T> items() {
    return inOrder().map(Ticket::item).toList();
  }

  private Stream<Ticket<T>> inOrder() {
    return kept.stream().sorted(LOWEST_FIRST);
  }

  /** Writes what is kept, with its tickets. */
  void save(StateWriter out, BiConsumer<T, StateWriter> item) {
    out.put(kept.size());
    inOrder().forEach(ticket -> item.accept(ticket.item, out.put(ticket.number)));
  }

  /** Takes what {@link #save} wrote. */
  void restore(StateReader in, Function<StateReader, T> item) {
    kept.clear();
    for (int i = in.getInt(); i > 0; i--) {
      kept.add(new Ticket<>(in.getLong(), item.apply(in)));
    }
  }
}
