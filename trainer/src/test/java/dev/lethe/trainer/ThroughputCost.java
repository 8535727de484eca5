package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Checkpoint;
import dev.lethe.schemas.CheckpointState;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointReason;
import dev.lethe.trainer.checkpoint.CheckpointStores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Two live trainers, one with checkpoints and one without, that learn slices of equal streams
 * alternately. Then the one with checkpoints receives SIGTERM while it learns.
 */
final class ThroughputCost {
  private static final long SETTLE_NANOS = 500_000_000;

  /**
   * Costs of checkpoints.
   *
   * @param throughput examples per second with checkpoints, as a ratio to those without
   * @param cpu examples per second of CPU time, as the same ratio
   * @param examplesPerSecond without checkpoints
   * @param writerShare CPU time of the thread that writes checkpoints, as a share of the process
   * @param checkpoints checkpoints taken during the measurement
   * @param journalBytes bytes of the journal topic per example, the largest of the runs
   * @param terminated longest time from SIGTERM to the end of the process, seconds
   */
  record Result(
      Spread throughput,
      Spread cpu,
      Spread examplesPerSecond,
      double writerShare,
      long checkpoints,
      double journalBytes,
      double terminated) {}

  /** One run, its stream and its process. */
  private record Side(CostTrainer.Settings settings, CostInput input, CostTrainer trainer)
      implements AutoCloseable {
    Slice learn(int examples) {
      Duration cpu = trainer.cpu();
      long startedAt = System.nanoTime();
      input.produce(examples);
      input.awaitCommitted(group(), input.produced());
      long nanos = System.nanoTime() - startedAt;
      // A checkpoint may still be written: it must not disturb the other run, and its time counts.
      LockSupport.parkNanos(SETTLE_NANOS);
      return new Slice(examples / (nanos / 1e9), trainer.cpu().minus(cpu).toNanos() / 1e9);
    }

    /** Returns the CPU time of the thread that writes checkpoints, in seconds. */
    double writerCpu() throws IOException {
      return trainer.cpuOf("checkpoint-").toNanos() / 1e9;
    }

    String group() {
      return settings.topics().prefix() + "-run-" + settings.run();
    }

    @Override
    public void close() {
      try (input) {
        trainer.close();
      }
    }
  }

  /**
   * @param speed examples per second
   * @param cpu seconds of CPU time
   */
  private record Slice(double speed, double cpu) {}

  /** Rounds of one pair of processes. The compiler makes some processes faster than others. */
  private static final int ROUNDS_PER_PAIR = 4;

  private final LocalStack stack;
  private final CostTrainer.Settings settings;
  private final int slice;
  private final List<Double> throughput = new ArrayList<>();
  private final List<Double> cpu = new ArrayList<>();
  private final List<Double> speeds = new ArrayList<>();
  private final List<Double> journal = new ArrayList<>();
  private final List<Double> terminated = new ArrayList<>();
  private double cpuWith;
  private double cpuOfWriter;
  private long checkpoints;

  /**
   * @param settings method, model and topics of the run without checkpoints; checkpoints of the
   *     other one
   * @param slice examples that a run learns at once
   */
  ThroughputCost(LocalStack stack, CostTrainer.Settings settings, int slice) {
    this.stack = stack;
    this.settings = settings;
    this.slice = slice;
  }

  /** Measures once. The last run without checkpoints has the topics of the settings. */
  Result measure(int rounds) throws IOException, InterruptedException {
    for (int left = rounds; left > 0; left -= ROUNDS_PER_PAIR) {
      boolean last = left <= ROUNDS_PER_PAIR;
      String prefix = settings.topics().prefix() + (last ? "" : "." + left);
      try (Side off = side(new Topics(prefix), Optional.empty());
          Side on =
              side(
                  new Topics(prefix + ".saved"),
                  settings.checkpoints().map(path -> path.resolve(prefix)))) {
        measure(off, on, Math.min(left, ROUNDS_PER_PAIR));
        terminated.add(stop(on));
      }
    }
    return new Result(
        Spread.of(throughput),
        Spread.of(cpu),
        Spread.of(speeds),
        cpuOfWriter / cpuWith,
        checkpoints,
        Spread.of(journal).quantile(1),
        Spread.of(terminated).quantile(1));
  }

  private void measure(Side off, Side on, int rounds) throws IOException {
    off.learn(slice);
    on.learn(slice);
    Topics topics = on.settings().topics();
    Kafka kafka = new Kafka(stack, topics);
    long before = written(kafka, topics);
    double writerBefore = on.writerCpu();
    for (int i = 0; i < rounds; i++) {
      Slice first = (i % 2 == 0 ? off : on).learn(slice);
      Slice second = (i % 2 == 0 ? on : off).learn(slice);
      Slice without = i % 2 == 0 ? first : second;
      Slice with = i % 2 == 0 ? second : first;
      throughput.add(with.speed() / without.speed());
      cpu.add(without.cpu() / with.cpu());
      speeds.add(without.speed());
      cpuWith += with.cpu();
      System.err.printf(
          "round %d: %.0f examples/s without, %.0f with; CPU %.2f s, %.2f s%n",
          speeds.size(), without.speed(), with.speed(), without.cpu(), with.cpu());
    }
    cpuOfWriter += on.writerCpu() - writerBefore;
    checkpoints += written(kafka, topics) - before;
    journal.add(on.input().logBytes(topics.journal()) / (double) on.input().produced());
  }

  private Side side(Topics topics, Optional<Path> checkpoints) throws IOException {
    new Kafka(stack, topics).createTopics(1);
    var run =
        new CostTrainer.Settings(
            topics, "run", settings.method(), settings.model(), settings.features(), checkpoints);
    var serdes = new AvroSerdes(new ConfluentSchemaRegistry(stack.registryUrl(), Map.of()), true);
    var input = new CostInput(stack.bootstrapServers(), topics, settings.features(), serdes);
    return new Side(
        run, input, CostTrainer.start(run, stack.bootstrapServers(), stack.registryUrl()));
  }

  private static long written(Kafka kafka, Topics topics) {
    return kafka.read(topics.checkpoints(), Checkpoint.class).stream()
        .filter(checkpoint -> checkpoint.getState() == CheckpointState.WRITTEN)
        .count();
  }

  /**
   * Ends a run amid its work and checks that its last checkpoint is a final one.
   *
   * @return seconds until the process has ended
   */
  private double stop(Side side) throws IOException, InterruptedException {
    Path directory = side.settings().checkpoints().orElseThrow();
    long committed = side.input().produced();
    side.input().produce(slice);
    side.input().awaitCommitted(side.group(), committed + 1);
    Duration time = side.trainer().terminate();
    try (var store = CheckpointStores.open(directory.toString(), Map.of())) {
      List<CheckpointName> names = store.list(side.settings().run());
      try (InputStream in = store.open(names.get(names.size() - 1))) {
        CheckpointReason reason = CheckpointFile.readHeader(in).reason();
        if (reason != CheckpointReason.FINAL) {
          throw new IllegalStateException(
              "newest checkpoint: got reason %s, expected FINAL".formatted(reason));
        }
      }
    }
    return time.toMillis() / 1e3;
  }
}
