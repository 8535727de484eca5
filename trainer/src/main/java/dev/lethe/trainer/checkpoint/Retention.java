package dev.lethe.trainer.checkpoint;

import java.util.List;
import java.util.Set;

/** Stand-in. */
public record Retention(int keep, int keepWindows) {
  public Set<CheckpointName> toDelete(List<CheckpointHeader> headers, Set<CheckpointName> forks) {
    return Set.of();
  }
}
