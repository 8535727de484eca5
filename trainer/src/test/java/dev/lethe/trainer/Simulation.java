package dev.lethe.trainer;

import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.JournalStep;
import dev.lethe.schemas.OffsetRange;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.checkpoint.CheckpointStores;
import dev.lethe.trainer.replay.InputRange;
import dev.lethe.trainer.simulated.Fault;
import dev.lethe.trainer.simulated.FaultPlan;
import dev.lethe.trainer.simulated.MemoryCheckpointStore;
import dev.lethe.trainer.simulated.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One seeded schedule of faults over a simulated cluster. The seed determines everything: the
 * stream, the polls, the commits, the faults, what expires, what is damaged or missing, and whether
 * a partition is added.
 */
final class Simulation {
  private static final Topics TOPICS = SimulatedRun.TOPICS;
  private static final int MAX_PROCESSES = 40;

  /** Schedules between two that keep their checkpoints on the disk, which takes longer. */
  private static final int DIRECTORY_EVERY = 50;

  private final long seed;
  private final SplittableRandom random;
  private final int partitions;
  private final List<ProducerRecord<byte[], byte[]>> input;
  private final TrainerConfig config;
  private final FaultPlan plan;
  private final CheckpointStore store;
  private final SimulatedCheckpoints checkpoints;
  private final boolean expires;

  /** True if the last partition is added in the middle of the run. */
  private final boolean grows;

  private final SimulatedCluster cluster;

  private final Optional<MissingRecords> missing;
  private boolean grown;

  /** Journal entries in the checkpoint up to which input and journal have expired. */
  private long expired;

  private int processes;

  /**
   * @param directory directory for checkpoints
   */
  Simulation(long seed, Path directory) throws IOException {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.partitions = 1 + random.nextInt(3);
    this.input = SimulatedRun.input(random.split(), partitions);
    var kind = new SplittableRandom(~seed);
    this.grows = partitions > 1 && kind.nextInt(4) == 0;
    this.cluster = SimulatedRun.cluster(input, grows ? partitions - 1 : partitions);
    boolean skips = kind.nextInt(5) == 0;
    this.config =
        withMissing(skips, withRange(grows || skips, SimulatedRun.config(random.split())));
    this.missing =
        skips
            ? Optional.of(new MissingRecords(cluster, config.clientId(), kind))
            : Optional.empty();
    this.plan = new FaultPlan(FaultSchedule.draw(random.split()));
    this.expires = random.nextInt(2) == 0;
    this.store =
        Math.floorMod(seed, DIRECTORY_EVERY) == 0
            ? CheckpointStores.open(Files.createTempDirectory(directory, "s").toString(), Map.of())
            : new MemoryCheckpointStore();
    this.checkpoints =
        new SimulatedCheckpoints(store, config.checkpoints().orElseThrow().keep() - 1);
  }

  private static TrainerConfig withMissing(boolean skips, TrainerConfig drawn) {
    return skips ? drawn.toBuilder().onMissing(TrainerConfig.OnMissing.SKIP).build() : drawn;
  }

  /** Lets some runs replay the whole input as a range. */
  private TrainerConfig withRange(boolean live, TrainerConfig drawn) {
    if (random.nextInt(4) != 0 || live) {
      return drawn;
    }
    var range = new TreeMap<Integer, InputRange.Offsets>();
    for (int p = 0; p < partitions; p++) {
      long end = cluster.end(new TopicPartition(TOPICS.examples(), p));
      range.put(p, new InputRange.Offsets(0, end));
    }
    return drawn.toBuilder().range(Optional.of(new InputRange(range))).build();
  }

  /** Adds the last partition, with its records. */
  private void grow() {
    grown = true;
    cluster.addPartition(TOPICS.examples());
    input.stream().filter(record -> record.partition() == partitions - 1).forEach(cluster::append);
  }

  /**
   * Runs the schedule and its twin, and compares them.
   *
   * @return the faults that happened
   * @throws AssertionError with the seed, if they differ
   */
  List<Fault> run() {
    try {
      do {
        process(true);
        checkpoints.damage(random, expired);
        missing.ifPresent(MissingRecords::delete);
      } while (!isStopped());
      requireSame();
    } catch (RuntimeException | AssertionError | IOException e) {
      throw new AssertionError("schedule %d, faults %s: %s".formatted(seed, plan.happened(), e), e);
    }
    return plan.happened();
  }

  private void process(boolean first) {
    if (++processes > MAX_PROCESSES) {
      throw new AssertionError("got more than %d processes".formatted(MAX_PROCESSES));
    }
    new SimulatedProcess(
            config,
            cluster,
            SimulatedRun.REGISTRY,
            store,
            plan,
            random.split(),
            () -> {
              if (first) {
                process(false);
              }
            },
            this::change)
        .run(() -> isCaughtUp(cluster));
  }

  /**
   * Returns true if the run has stopped. The process that ended last need not be the one that owned
   * the run last: one may have stood still, before or after another took the run over.
   */
  private boolean isStopped() {
    List<Run> runs = PublishedRecords.read(cluster, TOPICS.runs(), Run.class);
    return !runs.isEmpty() && runs.get(runs.size() - 1).getState() == RunState.STOPPED;
  }

  private boolean isCaughtUp(SimulatedCluster of) {
    if (of == cluster && grows && !grown) {
      grow();
    }
    var offsets = of.offsets(config.clientId());
    for (int p = 0; p < partitions; p++) {
      var partition = new TopicPartition(TOPICS.examples(), p);
      var offset = offsets.get(partition);
      if (offset == null || offset.offset() < of.end(partition)) {
        return false;
      }
    }
    return true;
  }

  /** Changes topics while the run is live. */
  private void change() {
    if (grows && !grown && random.nextInt(8) == 0) {
      grow();
    }
    expire();
  }

  /**
   * Deletes the input and the journal up to the oldest checkpoint, as users may, or up to the
   * newest: a recovery that began with an older one then has to begin again.
   */
  private void expire() {
    if (!expires || random.nextInt(8) != 0) {
      return;
    }
    (random.nextBoolean() ? checkpoints.newest() : checkpoints.oldest())
        .filter(header -> !checkpoints.isDamaged(header.name()))
        .ifPresent(
            header -> {
              expired = Math.max(expired, header.name().entries());
              SimulatedRun.expire(cluster, header.positions());
            });
  }

  private void requireSame() throws IOException {
    PublishedRecords got = PublishedRecords.of(cluster);
    if (missing.isPresent() && missing.get().isSkipped()) {
      missing.get().requireNothingDoubled(got);
      return;
    }
    PublishedRecords expected = PublishedRecords.of(twin());
    got.requireSame(expected);
    PublishedRecords.same("number of dead letters", (long) got.deadLetters().size(), unreadable());
    checkpoints
        .newest()
        .filter(
            header ->
                header.name().entries() == got.entries() && !checkpoints.isDamaged(header.name()))
        .ifPresent(
            header -> PublishedRecords.same("last checkpoint", header.digest(), expected.digest()));
    checkpoints.requireAnnounced(cluster, plan);
  }

  private long unreadable() {
    return input.stream()
        .filter(record -> Arrays.equals(record.value(), SimulatedRun.UNREADABLE))
        .count();
  }

  /**
   * Runs without faults and checkpoints over the same records, in the order of the journal. Commits
   * where the run did, because a commit predicts the examples that wait for their step, and the
   * last bit of a confidence depends on how many rows are predicted together. A run of a range
   * needs neither: its twin polls and commits as it likes.
   */
  private SimulatedCluster twin() {
    SimulatedCluster other = SimulatedRun.cluster(input, partitions);
    if (config.range().isEmpty()) {
      other.consumeIn(TOPICS.examples(), polls());
    }
    var undisturbed =
        config.toBuilder()
            .commitInterval(Duration.ofSeconds(30))
            .checkpoints(Optional.empty())
            .build();
    new SimulatedProcess(
            undisturbed,
            other,
            SimulatedRun.REGISTRY,
            new MemoryCheckpointStore(),
            new FaultPlan(List.of()),
            random.split(),
            () -> {},
            () -> {})
        .run(() -> isCaughtUp(other));
    return other;
  }

  private List<Optional<TopicPartition>> polls() {
    var polls = new ArrayList<Optional<TopicPartition>>();
    for (JournalEntry entry :
        PublishedRecords.read(cluster, TOPICS.journal(), JournalEntry.class)) {
      for (JournalStep step : entry.getSteps()) {
        for (OffsetRange range : step.getRanges()) {
          var partition = new TopicPartition(TOPICS.examples(), range.getPartition());
          for (long i = range.getFrom(); i < range.getUntil(); i++) {
            polls.add(Optional.of(partition));
          }
        }
      }
      polls.add(Optional.empty());
    }
    return polls;
  }
}
