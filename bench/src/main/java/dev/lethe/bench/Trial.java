package dev.lethe.bench;

/** One method over one stream: everything that a run rests on but the seed. */
interface Trial {
  /** Runs it from beginning to end. */
  Result run(long seed);
}
