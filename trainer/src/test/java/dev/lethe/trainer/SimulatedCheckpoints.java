package dev.lethe.trainer;

import dev.lethe.schemas.Checkpoint;
import dev.lethe.schemas.CheckpointState;
import dev.lethe.trainer.checkpoint.CheckpointDamagedException;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.simulated.Fault;
import dev.lethe.trainer.simulated.FaultPlan;
import dev.lethe.trainer.simulated.SimulatedCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Checkpoints of a simulated run, some of which are damaged. */
final class SimulatedCheckpoints {
  private final CheckpointStore store;
  private final int maxDamages;

  /** Bytes of damaged checkpoints. A trainer may replace one later. */
  private final Map<CheckpointName, byte[]> damaged = new HashMap<>();

  private int damages;

  /**
   * @param maxDamages number of checkpoints that may be damaged, less than are kept
   */
  SimulatedCheckpoints(CheckpointStore store, int maxDamages) {
    this.store = store;
    this.maxDamages = maxDamages;
  }

  /** Returns true if a checkpoint still has the bytes of its damage. */
  boolean isDamaged(CheckpointName name) {
    return Arrays.equals(bytes(name), damaged.get(name));
  }

  private byte[] bytes(CheckpointName name) {
    try (InputStream in = store.open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Tears the newest checkpoint, or flips one of its bits, if a recovery can do without it.
   *
   * @param expired journal entries in the checkpoint up to which input and journal have expired
   */
  void damage(SplittableRandom random, long expired) throws IOException {
    Optional<CheckpointName> newest = newestOf(names());
    if (damages == maxDamages
        || random.nextInt(3) != 0
        || newest.isEmpty()
        || newest.get().entries() <= expired
        || isDamaged(newest.get())) {
      return;
    }
    damages++;
    CheckpointName name = newest.get();
    byte[] bytes = bytes(name);
    int at = random.nextInt(bytes.length);
    byte[] other = random.nextBoolean() ? Arrays.copyOf(bytes, at) : flipped(bytes, at);
    store.delete(name);
    store.write(name, out -> out.write(other));
    damaged.put(name, other);
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] other = bytes.clone();
    other[at] ^= 1;
    return other;
  }

  private List<CheckpointName> names() {
    try {
      return store.list(SimulatedRun.NAME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<CheckpointName> newestOf(List<CheckpointName> names) {
    return names.isEmpty() ? Optional.empty() : Optional.of(names.get(names.size() - 1));
  }

  /** Returns the header of the newest checkpoint; empty if there is none or it is damaged. */
  Optional<CheckpointHeader> newest() {
    return newestOf(names()).flatMap(this::header);
  }

  /** Returns the header of the oldest checkpoint; empty if there is none or it is damaged. */
  Optional<CheckpointHeader> oldest() {
    return names().stream().findFirst().flatMap(this::header);
  }

  private Optional<CheckpointHeader> header(CheckpointName name) {
    try (InputStream in = store.open(name)) {
      return Optional.of(CheckpointFile.readHeader(in));
    } catch (CheckpointDamagedException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks that each checkpoint was announced once, and none differed when it was verified. */
  void requireAnnounced(SimulatedCluster cluster, FaultPlan plan) throws IOException {
    List<Long> announced =
        PublishedRecords.read(cluster, SimulatedRun.TOPICS.checkpoints(), Checkpoint.class).stream()
            .filter(record -> record.getState() == CheckpointState.WRITTEN)
            .map(Checkpoint::getEntries)
            // One that replaces a damaged one is announced again.
            .filter(entries -> !damaged.containsKey(new CheckpointName(SimulatedRun.NAME, entries)))
            .toList();
    long differing =
        PublishedRecords.read(cluster, SimulatedRun.TOPICS.checkpoints(), Checkpoint.class).stream()
            .filter(record -> record.getState() == CheckpointState.DAMAGED)
            .count();
    PublishedRecords.same("checkpoints that differ when verified", differing, 0L);
    List<Long> unannounced =
        store.list(SimulatedRun.NAME).stream()
            .filter(name -> !damaged.containsKey(name))
            .map(CheckpointName::entries)
            .filter(entries -> !announced.contains(entries))
            .toList();
    if (plan.happened().stream().allMatch(fault -> fault.kind() == Fault.Kind.CRASH)) {
      // One that the store wrote without saying so, or for a fenced process, waits for the next
      // session.
      PublishedRecords.same("unannounced checkpoints", unannounced, List.of());
    }
    PublishedRecords.same("announcements", announced.stream().distinct().toList(), announced);
  }
}
