package dev.lethe.learner.memory;

import java.util.Collection;
import java.util.List;

/** Collections of slots that a policy keeps. */
final class SlotLists {
  private SlotLists() {}

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
