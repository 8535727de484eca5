package dev.lethe.learner.evaluation;

/**
 * Bounded sample of examples.
 *
 * @param <S> type of the sample
 */
public interface Sample<S extends Sample<S>> {
  /** Returns the number of examples in the sample. */
  int size();

  /** Offers all examples of another sample. */
  void offerAll(S other);
}
