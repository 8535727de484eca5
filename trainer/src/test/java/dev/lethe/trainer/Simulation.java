package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Checkpoint;
import dev.lethe.schemas.CheckpointState;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.JournalStep;
import dev.lethe.schemas.OffsetRange;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.checkpoint.CheckpointDamagedException;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.checkpoint.CheckpointStores;
import dev.lethe.trainer.simulated.Fault;
import dev.lethe.trainer.simulated.FaultPlan;
import dev.lethe.trainer.simulated.MemoryCheckpointStore;
import dev.lethe.trainer.simulated.SimulatedCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One seeded schedule of faults over a simulated cluster. The seed determines everything: the
 * stream, the polls, the commits, the faults, what expires and what is damaged.
 */
final class Simulation {
  private static final Topics TOPICS = new Topics("s");
  private static final String RUN = "run";
  private static final int FEATURES = 4;
  private static final int CLASSES = 4;
  private static final int MAX_PROCESSES = 40;
  private static final int MAX_DAMAGES = 2;

  /** Schedules between two that keep their checkpoints on the disk, which takes longer. */
  private static final int DIRECTORY_EVERY = 50;

  private static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();
  private static final AvroSerdes SERDES = new AvroSerdes(REGISTRY, true);

  private static final List<String> BOUNDARIES = boundaries();

  private final long seed;
  private final SplittableRandom random;
  private final int partitions;
  private final List<ProducerRecord<byte[], byte[]>> input;
  private final TrainerConfig config;
  private final FaultPlan plan;
  private final CheckpointStore store;
  private final boolean expires;
  private final SimulatedCluster cluster;

  /** Journal entries in the checkpoint up to which input and journal have expired. */
  private long expired;

  /** Bytes of damaged checkpoints. A trainer may replace one later. */
  private final Map<CheckpointName, byte[]> damaged = new HashMap<>();

  private int processes;
  private int damages;

  /**
   * @param directory directory for checkpoints
   */
  Simulation(long seed, Path directory) throws IOException {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.partitions = 1 + random.nextInt(3);
    this.input = input(random.split(), partitions);
    this.cluster = cluster();
    this.config = config(random.split());
    this.plan = new FaultPlan(faults(random.split()));
    this.expires = random.nextInt(2) == 0;
    this.store =
        Math.floorMod(seed, DIRECTORY_EVERY) == 0
            ? CheckpointStores.open(Files.createTempDirectory(directory, "s").toString(), Map.of())
            : new MemoryCheckpointStore();
  }

  private static List<String> boundaries() {
    var names = new ArrayList<String>();
    for (String request :
        List.of(
            "init", "offsets", "commit", "reading offsets", "poll", "admin", "write", "delete")) {
      names.add("before " + request);
      names.add("after " + request);
    }
    names.addAll(List.of("in write", "before rename"));
    for (String topic :
        List.of(
            TOPICS.predictions(),
            TOPICS.evaluations(),
            TOPICS.windows(),
            TOPICS.journal(),
            TOPICS.runs(),
            TOPICS.checkpoints(),
            TOPICS.deadLetters())) {
      names.add("before send to " + topic);
      names.add("after send to " + topic);
    }
    return List.copyOf(names);
  }

  /** Returns the names of all boundaries at which a process may crash. */
  static List<String> allBoundaries() {
    return BOUNDARIES;
  }

  private static List<Fault> faults(SplittableRandom random) {
    var faults = new ArrayList<Fault>();
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      String boundary = BOUNDARIES.get(random.nextInt(BOUNDARIES.size()));
      int kind = random.nextInt(8);
      faults.add(
          new Fault(
              kind < 5 ? Fault.Kind.CRASH : kind < 7 ? Fault.Kind.TIMEOUT : Fault.Kind.ZOMBIE,
              boundary,
              1 + random.nextInt(1 + random.nextInt(16))));
    }
    return faults;
  }

  /** Three tasks with held-out examples and unreadable records, in random partitions. */
  private static List<ProducerRecord<byte[], byte[]>> input(
      SplittableRandom random, int partitions) {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (int i = 0; i < 36; i++) {
      int partition = random.nextInt(partitions);
      byte[] value =
          random.nextInt(12) == 0
              ? "not an example".getBytes(StandardCharsets.UTF_8)
              : serialized(example(i, random));
      records.add(new ProducerRecord<>(TOPICS.examples(), partition, null, value));
    }
    var end = new Example("end", Instant.EPOCH, List.of(), null, null, Role.BOUNDARY);
    records.add(new ProducerRecord<>(TOPICS.examples(), 0, null, serialized(end)));
    return records;
  }

  private static byte[] serialized(Example example) {
    return SERDES.<Example>serializer().serialize(TOPICS.examples(), example);
  }

  private static Example example(int number, SplittableRandom random) {
    int label = random.nextInt(CLASSES);
    var features = new ArrayList<Float>();
    for (int f = 0; f < FEATURES; f++) {
      features.add((f == label ? 1 : 0) + 0.3f * (float) random.nextDouble());
    }
    return new Example(
        "e" + number,
        Instant.ofEpochMilli(SimulatedCluster.NOW),
        features,
        label,
        "task-" + number / 12,
        random.nextInt(8) == 0 ? Role.EVALUATE : Role.LEARN);
  }

  private static TrainerConfig config(SplittableRandom random) {
    String method =
        random.nextInt(3) == 0 ? "naive+sgd(lr=0.1)" : "er(memory=6,batch=2)+adam(lr=0.01)";
    LearnerSpec learner =
        LearnerSpec.builder(FEATURES, CLASSES)
            .method(method)
            .model("mlp(hidden=4)")
            .batchSize(3)
            .holdout(new HoldoutRule(0, 4, 4))
            .healthEvery(100)
            .build();
    return TrainerConfig.builder(RUN, TOPICS, learner)
        .bootstrapServers("simulated:1")
        .schemaRegistryUrl("http://simulated")
        .commitInterval(random.nextInt(3) == 0 ? Duration.ofSeconds(30) : Duration.ZERO)
        .checkpoints(
            Optional.of(
                new CheckpointSettings(
                    "simulated",
                    Map.of(),
                    Duration.ofSeconds(10),
                    1 + random.nextInt(3),
                    3,
                    random.nextInt(2),
                    0)))
        .build();
  }

  private SimulatedCluster cluster() {
    var created = new SimulatedCluster();
    TOPICS.definitions(1, (short) 1).stream()
        .map(topic -> topic.name())
        .filter(name -> !name.equals(TOPICS.examples()))
        .forEach(name -> created.createTopic(name, 1));
    created.createTopic(TOPICS.examples(), partitions);
    input.forEach(created::append);
    return created;
  }

  /**
   * Runs the schedule and its twin, and compares them.
   *
   * @return the faults that happened
   * @throws AssertionError with the seed, if they differ
   */
  List<Fault> run() {
    try {
      var end = SimulatedProcess.End.CRASHED;
      while (end != SimulatedProcess.End.STOPPED) {
        end = process(true);
        damage();
      }
      requireSame();
    } catch (RuntimeException | AssertionError | IOException e) {
      throw new AssertionError("schedule %d, faults %s: %s".formatted(seed, plan.happened(), e), e);
    }
    return plan.happened();
  }

  private SimulatedProcess.End process(boolean first) {
    if (++processes > MAX_PROCESSES) {
      throw new AssertionError("got more than %d processes".formatted(MAX_PROCESSES));
    }
    return new SimulatedProcess(
            config,
            cluster,
            REGISTRY,
            store,
            plan,
            random.split(),
            () -> {
              if (first) {
                process(false);
              }
            },
            this::expire)
        .run(() -> isCaughtUp(cluster));
  }

  private boolean isCaughtUp(SimulatedCluster of) {
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

  /** Deletes what no recovery needs: the input and the journal up to the newest checkpoint. */
  private void expire() {
    if (!expires || random.nextInt(8) != 0) {
      return;
    }
    newest()
        .ifPresent(
            header -> {
              if (isDamaged(header.name())) {
                return;
              }
              expired = header.name().entries();
              var positions = header.positions();
              positions
                  .input()
                  .forEach(
                      (number, next) ->
                          cluster.deleteBefore(
                              new TopicPartition(TOPICS.examples(), number), next));
              cluster.deleteBefore(
                  new TopicPartition(TOPICS.journal(), positions.journalPartition()),
                  positions.journalOffset());
            });
  }

  private boolean isDamaged(CheckpointName name) {
    return Arrays.equals(bytes(name), damaged.get(name));
  }

  private byte[] bytes(CheckpointName name) {
    try (InputStream in = store.open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tears the newest checkpoint, or flips one of its bits, if a recovery can do without it. */
  private void damage() throws IOException {
    Optional<CheckpointName> newest = newestName();
    if (damages == MAX_DAMAGES
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

  private Optional<CheckpointName> newestName() {
    try {
      List<CheckpointName> names = store.list(RUN);
      return names.isEmpty() ? Optional.empty() : Optional.of(names.get(names.size() - 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<CheckpointHeader> newest() {
    return newestName().flatMap(this::header);
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

  private void requireSame() {
    Published got = published(cluster);
    Published expected = published(twin());
    sameList("predictions", got.predictions(), expected.predictions());
    sameList("evaluations", got.evaluations(), expected.evaluations());
    sameList("windows", got.windows(), expected.windows());
    sameList("dead letters", got.deadLetters(), expected.deadLetters());
    same("digest", got.digest(), expected.digest());
    long unreadable =
        input.stream().filter(r -> r.value().length == "not an example".length()).count();
    same("number of dead letters", (long) got.deadLetters().size(), unreadable);
    newest()
        .filter(header -> header.name().entries() == got.entries() && !isDamaged(header.name()))
        .ifPresent(header -> same("last checkpoint", header.digest(), expected.digest()));
    List<Long> announced =
        read(cluster, TOPICS.checkpoints(), Checkpoint.class).stream()
            .filter(record -> record.getState() == CheckpointState.WRITTEN)
            .map(Checkpoint::getEntries)
            // One that replaces a damaged one is announced again.
            .filter(entries -> !damaged.containsKey(new CheckpointName(RUN, entries)))
            .toList();
    same("announcements", announced.stream().distinct().toList(), announced);
  }

  private static void sameList(String what, List<?> got, List<?> expected) {
    for (int i = 0; i < Math.min(got.size(), expected.size()); i++) {
      same("%s, number %d".formatted(what, i), got.get(i), expected.get(i));
    }
    same("number of " + what, got.size(), expected.size());
  }

  private static void same(String what, Object got, Object expected) {
    if (!got.equals(expected)) {
      throw new AssertionError("%s: got %s, expected %s".formatted(what, got, expected));
    }
  }

  /**
   * Runs without faults and checkpoints over the same records, in the order of the journal. Commits
   * where the run did, because a commit predicts the examples that wait for their step, and the
   * last bit of a confidence depends on how many rows are predicted together.
   */
  private SimulatedCluster twin() {
    SimulatedCluster other = cluster();
    var polls = new ArrayList<Optional<TopicPartition>>();
    for (JournalEntry entry : read(cluster, TOPICS.journal(), JournalEntry.class)) {
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
    other.consumeIn(TOPICS.examples(), polls);
    var undisturbed =
        config.toBuilder()
            .commitInterval(Duration.ofSeconds(30))
            .checkpoints(Optional.empty())
            .build();
    new SimulatedProcess(
            undisturbed,
            other,
            REGISTRY,
            new MemoryCheckpointStore(),
            new FaultPlan(List.of()),
            random.split(),
            () -> {},
            () -> {})
        .run(() -> isCaughtUp(other));
    return other;
  }

  /**
   * Records that a run has published.
   *
   * @param deadLetters origin of each dead letter, in order
   * @param digest digest of the learner at the end
   * @param entries number of journal entries
   */
  private record Published(
      List<Prediction> predictions,
      List<Evaluation> evaluations,
      List<TaskWindow> windows,
      List<String> deadLetters,
      String digest,
      long entries) {}

  private Published published(SimulatedCluster of) {
    List<Run> runs = read(of, TOPICS.runs(), Run.class);
    Run last = runs.get(runs.size() - 1);
    same("state", last.getState(), RunState.STOPPED);
    List<String> letters =
        of.committed(TOPICS.deadLetters()).stream()
            .map(
                letter ->
                    java.util.stream.StreamSupport.stream(letter.headers().spliterator(), false)
                        .filter(h -> h.key().endsWith("partition") || h.key().endsWith("offset"))
                        .map(h -> new String(h.value(), StandardCharsets.UTF_8))
                        .toList()
                        .toString())
            .toList();
    return new Published(
        read(of, TOPICS.predictions(), Prediction.class),
        read(of, TOPICS.evaluations(), Evaluation.class),
        read(of, TOPICS.windows(), TaskWindow.class),
        letters,
        last.getSettings().get(RunRecord.DIGEST),
        Long.parseLong(last.getSettings().get(RunRecord.ENTRIES)));
  }

  private static <T extends SpecificRecord> List<T> read(
      SimulatedCluster of, String topic, Class<T> type) {
    var deserializer = SERDES.deserializer(type);
    return of.committed(topic).stream()
        .filter(record -> record.value() != null)
        .map(record -> deserializer.deserialize(topic, record.value()))
        .toList();
  }
}
