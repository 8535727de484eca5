package dev.lethe.trainer;

import dev.lethe.trainer.live.SharedTopics;
import dev.lethe.trainer.replay.SharedRanges;

/**
 * Input that the runs of a process share: they read and decode it once.
 *
 * <p>Thread-safe.
 *
 * @param ranges ranges of runs that end
 * @param topics topics of live runs
 */
public record SharedInput(SharedRanges ranges, SharedTopics topics) {
  /** Creates input that uses at most a quarter of the heap for ranges, a sixteenth for a topic. */
  public static SharedInput ofHeap() {
    return new SharedInput(SharedRanges.ofHeap(), SharedTopics.ofHeap());
  }
}
