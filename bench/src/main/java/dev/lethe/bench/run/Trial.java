package dev.lethe.bench.run;

/** One method on one stream: everything that determines a run except the seed. */
public interface Trial {
  /** Runs the method on the whole stream. */
  Result run(long seed);
}
