package dev.lethe.compare.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Sample of a sequence of unknown length: every k-th element, where k doubles whenever there would
 * be too many. Elements that have to be kept do not count.
 */
final class Samples<T> {
  private final int max;
  private final Predicate<T> always;
  private final List<T> kept = new ArrayList<>();
  private final List<Long> positions = new ArrayList<>();
  private long every = 1;
  private long count;
  private int sampled;

  /**
   * @param max maximum number of sampled elements, 2 or more
   * @param always returns true for an element to keep in any case
   */
  Samples(int max, Predicate<T> always) {
    this.max = max;
    this.always = always;
  }

  void add(T element) {
    boolean keep = always.test(element);
    if (keep || count % every == 0) {
      kept.add(element);
      positions.add(keep ? -1 : count);
      sampled += keep ? 0 : 1;
    }
    count += keep ? 0 : 1;
    if (sampled > max) {
      thin();
    }
  }

  private void thin() {
    every *= 2;
    List<T> before = List.copyOf(kept);
    List<Long> places = List.copyOf(positions);
    kept.clear();
    positions.clear();
    sampled = 0;
    for (int i = 0; i < before.size(); i++) {
      long place = places.get(i);
      if (place % every == 0 || place < 0) {
        kept.add(before.get(i));
        positions.add(place);
        sampled += place < 0 ? 0 : 1;
      }
    }
  }

  /** Returns the sample in order. */
  List<T> elements() {
    return List.copyOf(kept);
  }
}
