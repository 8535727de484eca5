package dev.lethe.learner.random;

/** Purpose of a random stream. Its number is part of the stream's seed, so never change it. */
public enum Purpose {
  /** Initial values of a model's parameters. */
  INITIALISATION(1),
  /** Selection of the examples that enter a replay buffer. */
  INSERTION(2),
  /** Selection of the examples to replay. */
  SAMPLING(3),
  /** Selection of the examples that stay in a full holdout. */
  HOLDOUT(4);

  private final long number;

  Purpose(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }
}
