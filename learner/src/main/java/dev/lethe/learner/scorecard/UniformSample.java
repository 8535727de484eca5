package dev.lethe.learner.scorecard;

import dev.lethe.learner.evaluation.Sample;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Bounded uniform sample. Each item gets a random ticket, and the sample keeps the items with the
 * lowest tickets. Unlike a reservoir, the sample does not depend on the order of the offers.
 */
final class UniformSample<T> implements Sample<UniformSample<T>> {
  private static final Comparator<Ticket<?>> LOWEST_FIRST =
      Comparator.comparingLong(Ticket::number);

  private record Ticket<T>(long number, T item) {}

  private final int capacity;
  private final PriorityQueue<Ticket<T>> items = new PriorityQueue<>(LOWEST_FIRST.reversed());

  UniformSample(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Offers an item to the sample.
   *
   * @param ticket random number, uniform over all longs
   * @param item creates the item; called only if the sample keeps it
   */
  void offer(long ticket, Supplier<T> item) {
    if (items.size() == capacity) {
      if (ticket >= items.element().number) {
        return;
      }
      items.remove();
    }
    items.add(new Ticket<>(ticket, item.get()));
  }

  /**
   * Removes items. The next items take the free places with any ticket; those whose ticket would
   * have been too high before are the first to be removed again.
   *
   * @return number of items removed
   */
  int removeIf(Predicate<T> condition) {
    int before = items.size();
    items.removeIf(ticket -> condition.test(ticket.item));
    return before - items.size();
  }

  @Override
  public int size() {
    return items.size();
  }

  /** Offers all items of another sample, with their tickets. */
  @Override
  public void offerAll(UniformSample<T> other) {
    other.items.forEach(ticket -> offer(ticket.number, ticket::item));
  }

  /** Returns the sampled items in the order of their tickets, which is a random order. */
  List<T> items() {
    return inOrder().map(Ticket::item).toList();
  }

  private Stream<Ticket<T>> inOrder() {
    return items.stream().sorted(LOWEST_FIRST);
  }

  /** Writes the sampled items with their tickets. */
  void save(StateWriter out, BiConsumer<T, StateWriter> item) {
    out.put(items.size());
    inOrder().forEach(ticket -> item.accept(ticket.item, out.put(ticket.number)));
  }

  /** Restores the sample that {@link #save} wrote. */
  void restore(StateReader in, Function<StateReader, T> item) {
    items.clear();
    for (int i = in.getCount(); i > 0; i--) {
      items.add(new Ticket<>(in.getLong(), item.apply(in)));
    }
  }
}
