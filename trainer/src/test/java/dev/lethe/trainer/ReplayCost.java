package dev.lethe.trainer;

import com.sun.management.OperatingSystemMXBean;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.forget.Forgettings;
import dev.lethe.trainer.input.DeadLetterLimits;
import dev.lethe.trainer.input.ExampleReader;
import dev.lethe.trainer.meter.RunMeters;
import dev.lethe.trainer.output.Outbox;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;

/**
 * Replays the beginning of a run from Kafka, and passes the same examples to an equal learner from
 * memory, alternately. Both must end with the same digest.
 */
final class ReplayCost {
  /**
   * Speed of a replay.
   *
   * @param speed examples per second, as a ratio to the learner fed from memory
   * @param cpu examples per second of CPU time, as the same ratio
   * @param examplesPerSecond of the learner fed from memory
   */
  record Result(Spread speed, Spread cpu, Spread examplesPerSecond) {}

  /**
   * Duration of a number of examples, from the first to the last one.
   *
   * @param wall nanoseconds
   * @param cpu nanoseconds of user and system time of this process
   */
  private record Work(long wall, long cpu, String digest) {}

  /** Measures from its creation. */
  private static final class Watch {
    private final long startedAt = System.nanoTime();
    private final long cpu = cpu();

    Work stop(String digest, long wall, long cpuNow) {
      return new Work(wall - startedAt, cpuNow - cpu, digest);
    }

    static long cpu() {
      return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
          .getProcessCpuTime();
    }
  }

  /** Passes on a limited number of records and measures the time for them. */
  private static final class Limited implements ReplaySink {
    private final ReplaySink sink;
    private final int examples;
    private int done;
    private Watch watch;
    private long wall;
    private long cpu;

    Limited(ReplaySink sink, int examples) {
      this.sink = sink;
      this.examples = examples;
    }

    @Override
    public boolean process(ConsumerRecord<byte[], byte[]> record) {
      if (done == 0) {
        watch = new Watch();
      }
      if (done == examples) {
        wall = System.nanoTime();
        cpu = Watch.cpu();
        return false;
      }
      done++;
      return sink.process(record);
    }

    @Override
    public void forget(Set<Long> keys) {
      sink.forget(keys);
    }

    @Override
    public void endEntry() {
      sink.endEntry();
    }

    @Override
    public long steps() {
      return sink.steps();
    }

    Work work(String digest) {
      return watch.stop(digest, wall, cpu);
    }
  }

  private final TrainerConfig config;
  private final AvroSerdes serdes;
  private final int examples;

  /**
   * @param config run that has consumed more than {@code examples}
   */
  ReplayCost(TrainerConfig config, int examples) {
    this.config = config;
    this.examples = examples;
    this.serdes =
        new AvroSerdes(new ConfluentSchemaRegistry(config.schemaRegistryUrl(), Map.of()), false);
  }

  Result measure(int rounds) {
    List<Example> input = input();
    List<Double> speed = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    List<Double> perSecond = new ArrayList<>();
    for (int i = 0; i <= rounds; i++) {
      Work first = i % 2 == 0 ? fromMemory(input) : replay();
      Work second = i % 2 == 0 ? replay() : fromMemory(input);
      Work memory = i % 2 == 0 ? first : second;
      Work replay = i % 2 == 0 ? second : first;
      if (!memory.digest().equals(replay.digest())) {
        throw new IllegalStateException(
            "digest after the replay: got %s, expected %s"
                .formatted(replay.digest(), memory.digest()));
      }
      System.err.printf(
          "replay %d: %.2f s from memory, %.2f s from Kafka; CPU %.2f s, %.2f s%n",
          i, memory.wall() / 1e9, replay.wall() / 1e9, memory.cpu() / 1e9, replay.cpu() / 1e9);
      if (i > 0) { // the first one warms up
        speed.add(memory.wall() / (double) replay.wall());
        cpu.add(memory.cpu() / (double) replay.cpu());
        perSecond.add(examples / (memory.wall() / 1e9));
      }
    }
    return new Result(Spread.of(speed), Spread.of(cpu), Spread.of(perSecond));
  }

  private List<Example> input() {
    var reader =
        new ExampleReader(serdes.deserializer(dev.lethe.schemas.Example.class), config.maxAhead());
    List<Example> input = new ArrayList<>();
    new KafkaClients(config)
        .scan(
            config.topics().examples(),
            partition -> java.util.OptionalLong.of(0),
            record -> {
              input.add(reader.read(record));
              return input.size() < examples;
            });
    return input;
  }

  private Work fromMemory(List<Example> input) {
    try (var learner =
        new ScoredLearner(config.learner(), ReferenceNetworks.NONE, new ScorecardListener() {})) {
      var watch = new Watch();
      input.forEach(learner::accept);
      long wall = System.nanoTime();
      long cpu = Watch.cpu();
      learner.predictPending();
      return watch.stop(HexFormat.of().formatHex(learner.learner().digest()), wall, cpu);
    }
  }

  private Work replay() {
    var clients = new KafkaClients(config);
    try (var consumer = clients.consumer();
        var pipeline = pipeline()) {
      pipeline.replaying(true);
      var sink = new Limited(new PipelineReplay(pipeline, () -> true), examples);
      new Recovery(
              config,
              clients,
              serdes.deserializer(JournalEntry.class),
              RecoveryPoint.BEGINNING,
              Forgettings.NONE)
          .replay(consumer, sink);
      pipeline.predictPending();
      return sink.work(HexFormat.of().formatHex(pipeline.digest()));
    }
  }

  private Pipeline pipeline() {
    return new Pipeline(
        config,
        serdes,
        new Outbox(config.run(), new MockProducer<>(), serdes),
        new AlarmBoard(config.run(), line -> {}, Clock.systemUTC()),
        DeadLetterLimits.NONE,
        Clock.systemUTC(),
        RunMeters.none());
  }
}
