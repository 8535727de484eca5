package dev.lethe.learner.memory;

import dev.lethe.learner.state.StateMismatchException;

/** Numbers of offers that a uniform sample represents. */
final class Offers {
  private Offers() {}

  /**
   * Checks a restored number of offers.
   *
   * @throws StateMismatchException if it is less than the number of kept examples
   */
  static void requireConsistent(long offered, int kept) {
    if (offered < kept) {
      throw new StateMismatchException("offers to a buffer", offered, "at least " + kept);
    }
  }

  /**
   * Returns the number of offers that remain when one of the kept examples is removed, with all
   * offers that it stands for.
   *
   * @param offered number of offers before, at least {@code kept}
   * @param kept number of kept examples before, at least 1
   * @return {@code offered · (kept − 1) / kept}, rounded down; never less than {@code kept − 1}
   */
  static long without(long offered, int kept) {
    // exact, in 64 bits: (q·kept + r)(kept − 1)/kept = q(kept − 1) + r(kept − 1)/kept
    return offered / kept * (kept - 1) + offered % kept * (kept - 1) / kept;
  }
}
