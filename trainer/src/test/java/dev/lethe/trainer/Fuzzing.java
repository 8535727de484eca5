package dev.lethe.trainer;

import ch.qos.logback.classic.Level;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.input.DeadLetterLimits;
import dev.lethe.trainer.input.ExampleReader;
import dev.lethe.trainer.meter.RunMeters;
import dev.lethe.trainer.output.Outbox;
import dev.lethe.trainer.simulated.MutatedRecords;
import dev.lethe.trainer.simulated.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.LoggerFactory;

/**
 * Passes mutated records through the path of a trainer between its consumer and its producer:
 * reader, learner and publisher. Counts what comes out.
 */
final class Fuzzing {
  private static final Topics TOPICS = new Topics("f");
  private static final int FEATURES = 8;
  private static final int CLASSES = 4;

  /** Records between two commits. */
  private static final int COMMIT_EVERY = 1000;

  /**
   * Counts of what became of the records.
   *
   * @param records number of records
   * @param deadLetters those that became dead letters
   * @param predictions those that were predicted
   * @param toPredict accepted records with the role LEARN, which have to be predicted once each
   * @param steps learning steps
   * @param early used memory after a tenth of the records
   * @param late used memory at the end
   */
  record Result(
      long records,
      long deadLetters,
      long predictions,
      long toPredict,
      long steps,
      Memory early,
      Memory late) {}

  /**
   * Used memory.
   *
   * @param heap live objects, bytes
   * @param resident resident memory of the process, bytes; 0 if unknown
   */
  record Memory(long heap, long resident) {
    static Memory now() {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      Runtime runtime = Runtime.getRuntime();
      return new Memory(runtime.totalMemory() - runtime.freeMemory(), residentBytes());
    }

    private static long residentBytes() {
      try {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS"))
            .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0);
      } catch (IOException e) {
        return 0;
      }
    }
  }

  /** Counts records by topic and forgets them. */
  private static final class CountingProducer extends MockProducer<byte[], byte[]> {
    private final Map<String, Long> counts = new HashMap<>();

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      counts.merge(record.topic(), 1L, Long::sum);
      return CompletableFuture.completedFuture(null);
    }

    long count(String topic) {
      return counts.getOrDefault(topic, 0L);
    }
  }

  private Fuzzing() {}

  /**
   * Processes mutated records.
   *
   * @param progress called after every 50,000 records
   * @throws AssertionError with the seed and the number of the record, if one is neither accepted
   *     nor a dead letter
   */
  static Result run(long seed, long records, java.util.function.LongConsumer progress) {
    // One warning for each kind of bad record would drown the result.
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("dev.lethe")).setLevel(Level.OFF);
    var serdes = new AvroSerdes(new InMemorySchemaRegistry(), true);
    var producer = new CountingProducer();
    var board = new AlarmBoard("fuzz", line -> {}, Clock.systemUTC());
    TrainerConfig config = config();
    var values =
        new MutatedRecords(
            new SplittableRandom(seed), TOPICS.examples(), serdes.serializer(), FEATURES, CLASSES);
    var reader = new ExampleReader(serdes.deserializer(Example.class), config.maxAhead());
    long toPredict = 0;
    Memory early = null;
    try (var pipeline =
        new Pipeline(
            config,
            serdes,
            new Outbox("fuzz", producer, serdes),
            board,
            DeadLetterLimits.NONE,
            Clock.systemUTC(),
            RunMeters.none())) {
      for (long i = 0; i < records; i++) {
        ConsumerRecord<byte[], byte[]> record = record(i, values.next());
        long before = producer.count(TOPICS.deadLetters());
        process(pipeline, record, seed);
        if (producer.count(TOPICS.deadLetters()) == before
            && reader.read(record).role() == dev.lethe.learner.stream.Role.LEARN) {
          toPredict++;
        }
        if (i % COMMIT_EVERY == COMMIT_EVERY - 1) {
          pipeline.predictPending();
          pipeline.publishHealth();
        }
        if (i == records / 10) {
          early = Memory.now();
        }
        if (i % 50_000 == 49_999) {
          progress.accept(i + 1);
        }
      }
      pipeline.predictPending();
      return new Result(
          records,
          producer.count(TOPICS.deadLetters()),
          producer.count(TOPICS.predictions()),
          toPredict,
          pipeline.step(),
          early,
          Memory.now());
    }
  }

  private static void process(Pipeline pipeline, ConsumerRecord<byte[], byte[]> record, long seed) {
    try {
      pipeline.process(record);
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed %d, record %d: %s".formatted(seed, record.offset(), e), e);
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] value) {
    return new ConsumerRecord<>(
        TOPICS.examples(),
        0,
        offset,
        SimulatedCluster.NOW,
        TimestampType.CREATE_TIME,
        -1,
        value == null ? -1 : value.length,
        null,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private static TrainerConfig config() {
    LearnerSpec learner =
        LearnerSpec.builder(FEATURES, CLASSES)
            .method("er(memory=50,batch=5)+sgd(lr=0.01)")
            .model("mlp(hidden=8)")
            .holdout(new HoldoutRule(0, 20, 4))
            .build();
    return TrainerConfig.builder("fuzz", TOPICS, learner)
        .bootstrapServers("none:1")
        .schemaRegistryUrl("http://none")
        .build();
  }

  /** Usage: records, seed. */
  public static void main(String[] args) {
    long records = Long.parseLong(args[0]);
    long seed = Long.parseLong(args[1]);
    try {
      Result result =
          run(seed, records, done -> System.err.printf("%d of %d records%n", done, records));
      System.out.printf(
          "records=%d seed=%d dead_letters=%d predictions=%d expected_predictions=%d steps=%d heap_mib=%.1f..%.1f resident_mib=%.1f..%.1f%n",
          result.records(),
          seed,
          result.deadLetters(),
          result.predictions(),
          result.toPredict(),
          result.steps(),
          mebibytes(result.early().heap()),
          mebibytes(result.late().heap()),
          mebibytes(result.early().resident()),
          mebibytes(result.late().resident()));
      System.exit(result.predictions() == result.toPredict() ? 0 : 1);
    } catch (AssertionError e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }

  private static double mebibytes(long bytes) {
    return bytes / (double) (1 << 20);
  }
}
