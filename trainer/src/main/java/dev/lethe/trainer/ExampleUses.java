package dev.lethe.trainer;

import dev.lethe.learner.stream.ExampleKey;
import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.JournalStep;
import dev.lethe.schemas.OffsetRange;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.forget.MaskedRecords;
import dev.lethe.trainer.journal.JournalReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Finds where a run has used examples: in which records, and in which entry of its journal first.
 */
final class ExampleUses {
  private final TrainerConfig config;
  private final KafkaClients clients;
  private final AvroSerdes serdes;

  ExampleUses(TrainerConfig config, KafkaClients clients, AvroSerdes serdes) {
    this.config = config;
    this.clients = clients;
    this.serdes = serdes;
  }

  /**
   * Uses of some examples.
   *
   * @param records records of the input with these examples that the run has consumed
   * @param positions by key of the example, the positions of its records as {@code
   *     partition/offset}
   * @param beginnings by partition, the first offset that the input still has, if the run may have
   *     consumed earlier records
   */
  record Uses(
      MaskedRecords records, Map<Long, List<String>> positions, Map<Integer, Long> beginnings) {
    /** Returns the keys of the examples that were found. */
    Set<Long> found() {
      return positions.keySet();
    }
  }

  /**
   * Finds the records of some examples.
   *
   * @param keys keys of the examples
   * @param run the run
   * @param ends by partition, the offset after the last record that the run has consumed
   */
  Uses find(Set<Long> keys, Run run, Map<Integer, Long> ends) {
    // A fork has also learned what its parent learned before.
    boolean fork = run.getSettings().containsKey(RunRecord.FORKED_FROM);
    Map<Integer, Long> starts = fork ? Map.of() : StartPositions.recorded(run);
    var deserializer = serdes.deserializer(Example.class);
    var positions = new TreeMap<Long, List<String>>();
    var ranges = new ArrayList<OffsetRange>();
    clients.scan(
        config.topics().examples(),
        record -> {
          if (record.offset() >= starts.getOrDefault(record.partition(), 0L)
              && record.offset() < ends.getOrDefault(record.partition(), 0L)) {
            OptionalLong key = key(deserializer, record);
            if (key.isPresent() && keys.contains(key.getAsLong())) {
              positions
                  .computeIfAbsent(key.getAsLong(), each -> new ArrayList<>())
                  .add(record.partition() + "/" + record.offset());
              ranges.add(new OffsetRange(record.partition(), record.offset(), record.offset() + 1));
            }
          }
        });
    // Read after the scan, so that records which expire meanwhile count as not examined.
    Map<Integer, Long> beginnings = beginnings();
    beginnings.entrySet().removeIf(e -> e.getValue() <= starts.getOrDefault(e.getKey(), 0L));
    return new Uses(MaskedRecords.of(ranges), positions, beginnings);
  }

  /** Returns the first offset of each partition; of an empty one, that of its next record. */
  private Map<Integer, Long> beginnings() {
    var beginnings = new TreeMap<Integer, Long>();
    try (var consumer = clients.consumer()) {
      consumer
          .beginningOffsets(KafkaClients.partitions(consumer, config.topics().examples()))
          .forEach((partition, offset) -> beginnings.put(partition.partition(), offset));
    }
    return beginnings;
  }

  /** Returns the key of an example, even if it is a dead letter; nothing if it has no id. */
  private static OptionalLong key(
      AvroDeserializer<Example> deserializer, ConsumerRecord<byte[], byte[]> record) {
    try {
      Example example = deserializer.deserialize(record.topic(), record.value());
      return example == null
          ? OptionalLong.empty()
          : OptionalLong.of(ExampleKey.of(example.getId()));
    } catch (SerializationException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * First use of an example.
   *
   * @param entry sequence of the journal entry
   * @param step learning step; models that have completed more steps may have learned from it
   */
  record First(long entry, long step) {}

  /**
   * Returns the first use of one of these records; empty if the journal no longer has it, or never
   * had it because the run began with a state that contained one of them.
   */
  Optional<First> first(Run run, MaskedRecords records) {
    if (isInherited(run, records)) {
      return Optional.empty();
    }
    var reader =
        JournalReader.acceptingGaps(config.run(), serdes.deserializer(JournalEntry.class), 0);
    var first = new AtomicReference<First>();
    clients.scan(
        config.topics().journal(),
        partition -> OptionalLong.of(0),
        record -> {
          reader.read(record).flatMap(entry -> use(entry, records)).ifPresent(first::set);
          return first.get() == null;
        });
    return Optional.ofNullable(first.get());
  }

  private static Optional<First> use(JournalEntry entry, MaskedRecords records) {
    for (JournalStep step : entry.getSteps()) {
      for (OffsetRange range : step.getRanges()) {
        OptionalLong offset = records.firstIn(range);
        if (offset.isPresent()) {
          return Optional.of(
              new First(entry.getSequence(), number(step, range, offset.getAsLong())));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the number of the step that consumed an offset; an element can stand for several. */
  private static long number(JournalStep step, OffsetRange range, long offset) {
    return step.getStride() == 0
        ? step.getStep()
        : step.getStep() - (range.getUntil() - 1 - offset) / step.getStride();
  }

  /** Returns true if a run was forked from a state that contained one of these records. */
  private static boolean isInherited(Run run, MaskedRecords records) {
    return run.getSettings().containsKey(RunRecord.FORKED_FROM)
        && records.isBefore(StartPositions.recorded(run));
  }

  /**
   * Checks that a run can return to a state before these records.
   *
   * @throws IllegalArgumentException if the run began with a state that contained one of them
   */
  static void requireOwn(Run run, MaskedRecords records) {
    if (isInherited(run, records)) {
      throw new IllegalArgumentException(
          "run: got '%s', whose first state contains some of the examples because it was forked from %s, expected a run that has used all of them itself: forget them in the other run with --exact, and fork it again"
              .formatted(run.getRun(), run.getSettings().get(RunRecord.FORKED_FROM)));
    }
  }
}
