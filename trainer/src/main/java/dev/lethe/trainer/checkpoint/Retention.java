package dev.lethe.trainer.checkpoint;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rule that decides which checkpoints of a run to keep: the newest ones for recovery, and one for
 * each of the newest task windows for a return to that window. Of a window the newest checkpoint is
 * kept. Forks refer to none of them: each has a first checkpoint of its own.
 *
 * @param newest number of newest checkpoints to keep, at least 1, so that the newest one is never
 *     deleted
 * @param windows number of newest task windows to keep a checkpoint for
 */
public record Retention(int newest, int windows) {
  public Retention {
    Checks.requireAtLeast("checkpoints to keep", newest, 1);
    Checks.requireAtLeast("windows to keep a checkpoint for", windows, 0);
  }

  /**
   * Returns the names of the checkpoints to delete, oldest first.
   *
   * @param checkpoints headers of the undamaged checkpoints of one run, in any order
   * @throws IllegalArgumentException if the headers are of several runs
   */
  public List<CheckpointName> deletions(Collection<CheckpointHeader> checkpoints) {
    requireOneRun(checkpoints);
    List<CheckpointHeader> newestFirst =
        checkpoints.stream()
            .sorted(Comparator.comparing(CheckpointHeader::name).reversed())
            .toList();
    Set<CheckpointName> kept = new HashSet<>(newestOfWindows(newestFirst));
    newestFirst.stream().limit(newest).forEach(header -> kept.add(header.name()));
    return checkpoints.stream()
        .map(CheckpointHeader::name)
        .filter(name -> !kept.contains(name))
        .distinct()
        .sorted()
        .toList();
  }

  private static void requireOneRun(Collection<CheckpointHeader> checkpoints) {
    List<String> runs =
        checkpoints.stream().map(header -> header.name().run()).distinct().sorted().toList();
    if (runs.size() > 1) {
      throw new IllegalArgumentException("runs: got %s, expected one".formatted(runs));
    }
  }

  private List<CheckpointName> newestOfWindows(List<CheckpointHeader> newestFirst) {
    Map<Integer, CheckpointName> byWindow = new HashMap<>();
    newestFirst.stream()
        .filter(header -> header.window() >= 0)
        .forEach(header -> byWindow.putIfAbsent(header.window(), header.name()));
    return byWindow.entrySet().stream()
        .sorted(Map.Entry.<Integer, CheckpointName>comparingByKey().reversed())
        .limit(windows)
        .map(Map.Entry::getValue)
        .toList();
  }
}
