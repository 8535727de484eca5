package dev.lethe.trainer.replay;

import dev.lethe.common.random.NamedRandom;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.window.WindowRule;
import dev.lethe.learner.window.WindowTracker;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds where the first task windows of a range end, with the rule that ends those of a run. A
 * window that ends because of the next example needs this example, which is then in both parts;
 * EVALUATE examples of its task that come before it are too.
 *
 * <p>This class is not thread-safe.
 */
public final class WindowCutter {
  private final InputRange range;
  private final WindowTracker tracker;
  private final int windows;

  /** Next offset by partition. */
  private final Map<Integer, Long> next = new TreeMap<>();

  private int closed;
  private Map<Integer, Long> firstUntil;
  private Map<Integer, Long> restFrom;

  /** Offsets before the EVALUATE examples of another task; null if there are none. */
  private Map<Integer, Long> otherTaskFrom;

  private boolean found;

  /**
   * @param rule rule that does not depend on predictions
   * @param windows number of windows before the cut, 1 or more
   */
  public WindowCutter(InputRange range, WindowRule rule, int windows) {
    this.range = range;
    this.tracker = new WindowTracker(rule, NamedRandom.forData(0, "cut"));
    this.windows = windows;
    range.partitions().forEach((partition, offsets) -> next.put(partition, offsets.from()));
  }

  /** Passes a record that is no example. */
  public void skip(int partition, long offset) {
    next.put(partition, offset + 1);
  }

  /** Accepts the next example, which has an origin. */
  public void accept(Example example) {
    var before = new TreeMap<>(next);
    skip(example.origin().partition(), example.origin().offset());
    if (example.role() == Role.BOUNDARY) {
      if (tracker.isOpen()) {
        close(next);
      }
    } else if (example.role() == Role.EVALUATE) {
      evaluate(example, before);
    } else {
      learn(example, before);
    }
  }

  private void evaluate(Example example, Map<Integer, Long> before) {
    boolean other = example.task() != null && !example.task().equals(tracker.task());
    if (tracker.isOpen() && other && otherTaskFrom == null) {
      otherTaskFrom = before;
    }
  }

  private void learn(Example example, Map<Integer, Long> before) {
    if (tracker.endsBefore(example.task(), example.eventTime())) {
      close(otherTaskFrom == null ? before : otherTaskFrom);
    }
    otherTaskFrom = null;
    found = restFrom != null;
    if (tracker.isOpen()) {
      tracker.add(example.task());
    } else {
      tracker.open(example.task(), example.eventTime());
    }
    tracker.countExample();
    if (tracker.endsNow()) {
      close(next);
    }
  }

  private void close(Map<Integer, Long> nextFrom) {
    tracker.close();
    closed++;
    if (closed == windows) {
      firstUntil = new TreeMap<>(next);
      restFrom = new TreeMap<>(nextFrom);
    }
  }

  /** Returns true if the cut is found, and an example to learn follows it. */
  public boolean isFound() {
    return found;
  }

  /** Returns the number of windows so far, the open one included. */
  public int windows() {
    return closed + (tracker.isOpen() ? 1 : 0);
  }

  /** Returns the part before the cut, which must be found. */
  public InputRange first() {
    var first = new TreeMap<Integer, InputRange.Offsets>();
    range
        .partitions()
        .forEach(
            (partition, all) ->
                first.put(
                    partition, new InputRange.Offsets(all.from(), firstUntil.get(partition))));
    return new InputRange(first);
  }

  /** Returns the part after the cut, which must be found. */
  public InputRange rest() {
    return range.startingAt(restFrom);
  }
}
