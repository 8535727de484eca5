package dev.lethe.trainer;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.forget.ForgetManifest.Published;
import dev.lethe.trainer.forget.MaskedRecords;
import dev.lethe.trainer.input.DeadLetter;
import dev.lethe.trainer.journal.StrayRecords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Counts what Kafka still has of forgotten examples, and lists the forks that learned from them.
 */
final class UnrecalledRecords {
  private final KafkaClients clients;
  private final AvroSerdes serdes;
  private final TrainerConfig config;
  private final Topics topics;
  private final String run;
  private final StrayRecords strays = new StrayRecords();

  UnrecalledRecords(TrainerConfig config, KafkaClients clients, AvroSerdes serdes) {
    this.config = config;
    this.clients = clients;
    this.serdes = serdes;
    this.topics = config.topics();
    this.run = config.run();
  }

  /**
   * Counts the records.
   *
   * @param records records of the examples in the input
   * @param step learning step that first used one of them; {@link Long#MAX_VALUE} for none, and −1
   *     if unknown, so that every model counts as affected
   */
  Published count(MaskedRecords records, long step) {
    var own = new AtomicLong();
    var affected = new AtomicLong();
    forEach(
        topics.predictions(),
        Prediction.class,
        prediction -> {
          if (records.contains(prediction.getPartition(), prediction.getOffset())) {
            own.incrementAndGet();
          }
          if (prediction.getModelStep() > step) {
            affected.incrementAndGet();
          }
        });
    var evaluations = new AtomicLong();
    forEach(
        topics.evaluations(),
        Evaluation.class,
        evaluation -> {
          if (evaluation.getStep() > step) {
            evaluations.incrementAndGet();
          }
        });
    return new Published(
        records.size(), own.get(), deadLetters(records), affected.get(), evaluations.get());
  }

  private long deadLetters(MaskedRecords records) {
    var count = new AtomicLong();
    clients.scan(
        topics.deadLetters(),
        letter ->
            DeadLetter.origin(letter, run)
                .filter(from -> records.contains(from.partition(), from.offset()))
                .ifPresent(from -> count.incrementAndGet()));
    return count.get();
  }

  /** Passes the records of the run to a sink. Ignores those that Lethe has not written. */
  private <T extends SpecificRecord> void forEach(String topic, Class<T> type, Consumer<T> sink) {
    byte[] key = run.getBytes(StandardCharsets.UTF_8);
    AvroDeserializer<T> deserializer = serdes.deserializer(type);
    clients.scan(
        topic,
        record -> {
          if (Arrays.equals(record.key(), key) && record.value() != null) {
            try {
              sink.accept(deserializer.deserialize(topic, record.value()));
            } catch (SerializationException e) {
              strays.found(record, e);
            }
          }
        });
  }

  /** Returns the runs forked from this one, or from its forks, that contain one of the records. */
  List<String> forks(MaskedRecords records) {
    Map<String, Run> runs = new HashMap<>();
    new PublishedRun(config, clients, serdes.deserializer(Run.class))
        .forEach(each -> runs.put(each.getRun(), each));
    Set<String> affected = new HashSet<>(Set.of(run));
    int before;
    do {
      before = affected.size();
      runs.values().stream()
          .filter(each -> affected.contains(parent(each)))
          .filter(each -> records.isBefore(StartPositions.recorded(each)))
          .forEach(each -> affected.add(each.getRun()));
    } while (affected.size() > before);
    affected.remove(run);
    return affected.stream().sorted().toList();
  }

  /** Returns the name of the run that a run was forked from, or an empty name. */
  private static String parent(Run fork) {
    return fork.getSettings().getOrDefault(RunRecord.FORKED_FROM, "").split("@", 2)[0];
  }
}
