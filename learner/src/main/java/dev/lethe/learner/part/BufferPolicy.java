package dev.lethe.learner.part;

/** Selects the examples that a bounded buffer keeps. Each buffer has its own policy. */
public non-sealed interface BufferPolicy extends MethodPart {
  /** Result of {@link #place} for an example that is not kept. */
  int NOWHERE = -1;

  /**
   * Read-only view of a buffer.
   *
   * <p>Slots in use are {@code 0 … size-1}.
   */
  interface Slots {
    int size();

    int capacity();

    /** Returns the class of the example in a slot. */
    int label(int slot);

    /** Returns the task window of the example in a slot. */
    int window(int slot);

    default boolean isFull() {
      return size() == capacity();
    }
  }

  /**
   * Properties of an offered example.
   *
   * @param label class
   * @param window number of the task window
   * @param loss cross-entropy before the model was trained on the example, nats; NaN if unknown
   */
  record Offer(int label, int window, double loss) {}

  /**
   * Decides whether and where to store an example. A buffer that is not full can have been full
   * before, if examples were removed.
   *
   * @return slot to store the example in: one in use, which is overwritten, or {@code slots.size()}
   *     if the buffer is not full; {@link #NOWHERE} if the example is not kept
   */
  int place(Slots slots, Offer offer);

  /**
   * Is called before the example in a slot is removed, because it has to be forgotten. The example
   * in the last slot, {@code slots.size() - 1}, then moves into this slot. The next examples for
   * which {@link #place} returns a slot take the free place.
   */
  void removing(Slots slots, int slot);

  /**
   * Receives the loss of an example each time it is replayed.
   *
   * @param loss cross-entropy before the step, nats
   */
  default void replayed(int slot, double loss) {}
}
