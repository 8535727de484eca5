package dev.lethe.learner.memory;

import dev.lethe.learner.state.StateMismatchException;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Collections of slots that a policy keeps. */
final class SlotLists {
  private SlotLists() {}

  /**
   * Checks restored slots.
   *
   * @param size number of slots in use
   * @throws StateMismatchException if the slots are not those of {@code 0 … size-1}, in any order
   */
  static void requireAll(IntStream slots, int size) {
    int[] all = slots.sorted().toArray();
    boolean complete = all.length == size;
    for (int slot = 0; complete && slot < size; slot++) {
      complete = all[slot] == slot;
    }
    if (!complete) {
      throw new StateMismatchException(
          "slots of a buffer policy", all.length + " slots", "each of 0 to " + (size - 1));
    }
  }

  /**
   * Removes a slot and renames the last slot of the buffer to it, without changing the order.
   *
   * @param slots distinct slots
   */
  static void remove(Collection<Integer> slots, int slot, int last) {
    List<Integer> moved =
        slots.stream()
            .filter(each -> each != slot)
            .map(each -> each == last ? slot : each)
            .toList();
    slots.clear();
    slots.addAll(moved);
  }
}
