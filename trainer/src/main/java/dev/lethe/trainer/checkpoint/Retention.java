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
 * kept. Checkpoints that a fork refers to are always kept.
 *
 * <p>Damaged checkpoints replace no others: they count for nothing, and are kept only while they
 * are newer than the oldest checkpoint that is kept for recovery.
 *
 * @param newest number of newest checkpoints to keep, at least 1, so that the newest undamaged one
 *     is never deleted
 * @param windows number of newest task windows to keep a checkpoint for
 */
public record Retention(int newest, int windows) {
  public static final Retention DEFAULT = new Retention(3, 20);

  public Retention {
    Checks.requireAtLeast("checkpoints to keep", newest, 1);
    Checks.requireAtLeast("windows to keep a checkpoint for", windows, 0);
  }

  /**
   * Returns the names of the checkpoints to delete, oldest first.
   *
   * @param checkpoints headers of the checkpoints of one run, in any order
   * @param damaged names of those that are damaged
   * @param referred names that forks refer to, also of other runs
   * @throws IllegalArgumentException if the headers are of several runs
   */
  public List<CheckpointName> deletions(
      Collection<CheckpointHeader> checkpoints,
      Set<CheckpointName> damaged,
      Set<CheckpointName> referred) {
    requireOneRun(checkpoints);
    List<CheckpointHeader> good =
        checkpoints.stream()
            .filter(header -> !damaged.contains(header.name()))
            .sorted(Comparator.comparing(CheckpointHeader::name).reversed())
            .toList();
    Set<CheckpointName> kept = new HashSet<>(referred);
    good.stream().limit(newest).forEach(header -> kept.add(header.name()));
    kept.addAll(newestOfWindows(good));
    long oldestForRecovery =
        good.stream().limit(newest).mapToLong(header -> header.name().entries()).min().orElse(-1);
    return checkpoints.stream()
        .map(CheckpointHeader::name)
        .filter(name -> !kept.contains(name))
        .filter(name -> !damaged.contains(name) || name.entries() < oldestForRecovery)
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

  /**
   * @param good headers, newest first
   */
  private Collection<CheckpointName> newestOfWindows(List<CheckpointHeader> good) {
    Map<Integer, CheckpointName> byWindow = new HashMap<>();
    good.stream()
        .filter(header -> header.window() >= 0)
        .forEach(header -> byWindow.putIfAbsent(header.window(), header.name()));
    return byWindow.entrySet().stream()
        .sorted(Map.Entry.<Integer, CheckpointName>comparingByKey().reversed())
        .limit(windows)
        .map(Map.Entry::getValue)
        .toList();
  }
}
