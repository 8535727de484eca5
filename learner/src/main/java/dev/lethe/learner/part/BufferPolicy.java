package dev.lethe.learner.part;

/** Which examples a bounded memory keeps. Each memory has a policy of its own. */
public non-sealed interface BufferPolicy extends MethodPart {
  /** What {@link #place} returns for an example that is not kept. */
  int NOWHERE = -1;

  /**
   * What a memory holds.
   *
   * <p>Slots in use are {@code 0 … size-1}.
   */
  interface Slots {
    int size();

    int capacity();

    /** The class of the example in a slot. */
    int label(int slot);

    /** The task window of the example in a slot. */
    int window(int slot);

    default boolean isFull() {
      return size() == capacity();
    }
  }

  /**
   * What is known of an example that is offered.
   *
   * @param label its class
   * @param window number of the window it came in
   * @param loss its cross-entropy before it was learnt, nats; NaN where nobody knows
   */
  record Offer(int label, int window, double loss) {}

  /**
   * Decides on an example.
   *
   * @return the slot it takes: one in use, which is overwritten, or {@code slots.size()} where the
   *     memory is not full; {@link #NOWHERE} if it is not kept
   */
  int place(Slots slots, Offer offer);

  /**
   * Is told of the loss that an example had when it was replayed.
   *
   * @param loss nats
   */
  default void replayed(int slot, double loss) {}
}
