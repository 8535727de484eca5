package dev.lethe.learner.memory;

/** Numbers of offers that a uniform sample represents. */
final class Offers {
  private Offers() {}

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
