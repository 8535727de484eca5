package dev.lethe.trainer;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.sun.management.OperatingSystemMXBean;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.input.ExampleReader;
import dev.lethe.trainer.replay.InputRange;
import dev.lethe.trainer.replay.RangeRecords;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.LoggerFactory;

/** Measures what many runs on one range cost, on a local broker, by their kind of input. */
final class RunsCost {
  private static final int FEATURES = 784;
  private static final Topics TOPICS = new Topics("runs");

  /** Ways in which runs read and publish. */
  private enum Side {
    /** Each run has a consumer and publishes every prediction. */
    SEPARATE,
    /** Runs share their input and publish every prediction. */
    SHARED,
    /** Runs share their input and publish outcomes, as those of a comparison. */
    OUTCOMES,
    /** Live runs, which share their input and publish every prediction, until they are stopped. */
    LIVE,
    /** Learners without Kafka. */
    MEMORY
  }

  /** Name of a ratio, and its two sides. */
  private record Ratio(Side of, Side to) {
    static final List<Ratio> ALL =
        List.of(
            new Ratio(Side.SHARED, Side.SEPARATE),
            new Ratio(Side.OUTCOMES, Side.SEPARATE),
            new Ratio(Side.MEMORY, Side.SHARED),
            new Ratio(Side.MEMORY, Side.OUTCOMES),
            new Ratio(Side.MEMORY, Side.LIVE));

    String name() {
      return (of + " / " + to).toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Cost of all runs of a round.
   *
   * @param wall seconds
   * @param cpu seconds of CPU time of this process and of the broker
   */
  private record Cost(double wall, double cpu) {}

  private final LocalStack stack;
  private final int runs;
  private final int parallel;
  private final String method;
  private final List<Side> sides;
  private final Admin admin;
  private InputRange range;
  private List<Example> examples = List.of();
  private int started;

  private RunsCost(
      LocalStack stack, Admin admin, int runs, int parallel, String method, List<Side> sides) {
    this.stack = stack;
    this.runs = runs;
    this.parallel = parallel;
    this.method = method;
    this.sides = sides;
    this.admin = admin;
  }

  private void prepare(int count) {
    new Kafka(stack, TOPICS).createTopics(1);
    var serdes = new AvroSerdes(new ConfluentSchemaRegistry(stack.registryUrl(), Map.of()), true);
    try (var input = new CostInput(stack.bootstrapServers(), TOPICS, FEATURES, serdes)) {
      input.produce(count);
    }
    range = InputRange.parse("0:0-" + count);
    var reader =
        new ExampleReader(serdes.deserializer(dev.lethe.schemas.Example.class), Duration.ofDays(1));
    var read = new ArrayList<Example>();
    TrainerConfig any = builder(0).build();
    try (var consumer = new KafkaClients(any).consumer();
        var records = RangeRecords.alone(consumer, TOPICS.examples(), range)) {
      while (!records.isFinished()) {
        records.next(Duration.ofSeconds(10)).ifPresent(r -> read.add(r.example(reader)));
      }
    }
    examples = read;
  }

  private LearnerSpec learner(int seed) {
    return LearnerSpec.builder(FEATURES, CostInput.CLASSES).method(method).seed(seed).build();
  }

  private TrainerConfig.Builder builder(int seed) {
    return TrainerConfig.builder("run-" + started++, TOPICS, learner(seed))
        .bootstrapServers(stack.bootstrapServers())
        .schemaRegistryUrl(stack.registryUrl());
  }

  private void train(Side side, int seed, Optional<SharedInput> shared)
      throws InterruptedException {
    if (side == Side.MEMORY) {
      var ignoring = new ScorecardListener() {};
      try (var scored = new ScoredLearner(learner(seed), ReferenceNetworks.NONE, ignoring)) {
        examples.forEach(scored::accept);
        scored.predictPending();
      }
      return;
    }
    TrainerConfig config;
    synchronized (this) {
      config =
          builder(seed)
              .range(side == Side.LIVE ? Optional.empty() : Optional.of(range))
              .scorecard(Optional.of(ReferenceNetworks.NONE))
              .everyPrediction(side != Side.OUTCOMES)
              .build();
    }
    var trainer = Trainer.start(config, line -> {}, shared);
    if (side == Side.LIVE) {
      awaitEnd(config.clientId());
      trainer.close();
    } else {
      trainer.await();
    }
    if (trainer.failure().isPresent()) {
      throw new IllegalStateException(trainer.failure().get());
    }
  }

  /** Waits until a live run has committed the whole input. */
  private void awaitEnd(String group) {
    var input = new TopicPartition(TOPICS.examples(), 0);
    await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
              OffsetAndMetadata committed = offsets.get().get(input);
              return committed != null && committed.offset() >= examples.size();
            });
  }

  private Cost measure(Side side) throws InterruptedException, ExecutionException {
    Optional<SharedInput> shared =
        side == Side.SEPARATE ? Optional.empty() : Optional.of(SharedInput.ofHeap());
    double cpu = cpu();
    long startedAt = System.nanoTime();
    var pool = Executors.newFixedThreadPool(parallel);
    try {
      List<Callable<Void>> tasks =
          IntStream.rangeClosed(1, runs)
              .mapToObj(
                  seed ->
                      (Callable<Void>)
                          () -> {
                            train(side, seed, shared);
                            return null;
                          })
              .toList();
      for (Future<Void> ended : pool.invokeAll(tasks)) {
        ended.get();
      }
    } finally {
      pool.shutdownNow();
    }
    return new Cost((System.nanoTime() - startedAt) / 1e9, cpu() - cpu);
  }

  /** Returns the CPU time of this process and its children, in seconds. */
  private static double cpu() {
    var own = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long children =
        ProcessHandle.current()
            .descendants()
            .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
            .mapToLong(Duration::toNanos)
            .sum();
    return (own.getProcessCpuTime() + children) / 1e9;
  }

  private void rounds(int rounds) throws InterruptedException, ExecutionException {
    Map<Side, List<Cost>> costs = new EnumMap<>(Side.class);
    for (int round = 0; round <= rounds; round++) {
      for (Side side : sides) {
        Cost cost = measure(side);
        System.err.printf(
            "round %d, %s: %.1f s, CPU %.1f s%n", round, side, cost.wall(), cost.cpu());
        if (round > 0) { // the first one warms up
          costs.computeIfAbsent(side, added -> new ArrayList<>()).add(cost);
        }
      }
    }
    for (Ratio ratio : Ratio.ALL) {
      if (costs.containsKey(ratio.of()) && costs.containsKey(ratio.to())) {
        ratio(ratio.name(), costs.get(ratio.of()), costs.get(ratio.to()));
      }
    }
  }

  private static void ratio(String name, List<Cost> costs, List<Cost> others) {
    List<Double> wall = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int i = 0; i < costs.size(); i++) {
      wall.add(costs.get(i).wall() / others.get(i).wall());
      cpu.add(costs.get(i).cpu() / others.get(i).cpu());
    }
    System.out.printf(
        "%s: time %s; CPU time %s%n", name, Spread.of(wall).text(""), Spread.of(cpu).text(""));
  }

  /** Usage: rounds, runs, runs at a time, examples, method, sides. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("org.apache.kafka"))
        .setLevel(Level.ERROR);
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("dev.lethe")).setLevel(Level.ERROR);
    Path directory = Files.createTempDirectory("runs");
    List<Side> sides =
        Arrays.stream(args[5].split(","))
            .map(s -> Side.valueOf(s.toUpperCase(Locale.ROOT)))
            .toList();
    try (var stack =
            LocalStack.start(StackConfig.ephemeral(directory.resolve("stack")), line -> {});
        Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      int runs = Integer.parseInt(args[1]);
      var cost = new RunsCost(stack, admin, runs, Integer.parseInt(args[2]), args[4], sides);
      cost.prepare(Integer.parseInt(args[3]));
      cost.rounds(Integer.parseInt(args[0]));
    } finally {
      try (var files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    System.exit(0);
  }
}
