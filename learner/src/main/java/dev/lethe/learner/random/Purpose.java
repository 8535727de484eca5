package dev.lethe.learner.random;

/**
 * What a stream of random numbers is drawn for. The number is part of the seed: never change it.
 */
public enum Purpose {
  /** The first values of a model's parameters. */
  INITIALISATION(1),
  /** Which examples enter a rehearsal buffer. */
  INSERTION(2),
  /** Which examples are replayed. */
  SAMPLING(3),
  /** Which examples stay in a holdout that is full. */
  HOLDOUT(4);

  private final long number;

  Purpose(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }
}
