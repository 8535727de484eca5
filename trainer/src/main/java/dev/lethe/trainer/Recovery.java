package dev.lethe.trainer;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.JournalStep;
import dev.lethe.schemas.OffsetRange;
import dev.lethe.trainer.journal.JournalPosition;
import dev.lethe.trainer.journal.JournalReader;
import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
import dev.lethe.trainer.journal.OrderedRecords;
import dev.lethe.trainer.journal.RecordChecksum;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a learner to the state of the last commit: replays the journal in order, from a state that
 * contains its first entries, without publishing.
 */
final class Recovery {
  private static final Logger LOGGER = LoggerFactory.getLogger(Recovery.class);

  /** Maximum time to wait for a record that the journal names. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TrainerConfig config;
  private final KafkaClients clients;
  private final AvroDeserializer<JournalEntry> deserializer;

  /**
   * Result of a replay.
   *
   * @param entries number of journal entries
   * @param journal position after the newest entry
   * @param ends by partition of the input, the offset after the last one that the journal names
   */
  record Replayed(long entries, JournalPosition journal, Map<Integer, Long> ends) {}

  Recovery(
      TrainerConfig config, KafkaClients clients, AvroDeserializer<JournalEntry> deserializer) {
    this.config = config;
    this.clients = clients;
    this.deserializer = deserializer;
  }

  /**
   * Replays everything that was committed after a point.
   *
   * @param from state that the learner has
   * @param consumer consumer of the input; all partitions are assigned to it
   * @param process receives each record
   * @param onEntryEnd called after each entry, at the end of the original transaction
   * @param stepsCompleted learning steps that the learner has completed
   */
  Replayed replay(
      RecoveryPoint from,
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      Consumer<ConsumerRecord<byte[], byte[]>> process,
      Runnable onEntryEnd,
      LongSupplier stepsCompleted) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(config.topics().examples()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.beginningOffsets(partitions).forEach(consumer::seek);
    var records = new OrderedRecords(consumer, config.topics().examples(), PATIENCE);
    var journal = new JournalReader(config.run(), deserializer, from.entries());
    var ends = new HashMap<>(from.ends());
    var newest = new AtomicReference<>(from.journal());
    var checksum = new RecordChecksum();
    Consumer<ConsumerRecord<byte[], byte[]>> sink = process.andThen(checksum::add);
    int partitionsOfJournal = consumer.partitionsFor(config.topics().journal()).size();
    clients.scan(
        config.topics().journal(),
        from.journal()::start,
        record ->
            journal
                .read(record)
                .ifPresent(
                    entry -> {
                      for (OffsetRange range : ranges(entry)) {
                        records.forEach(range, sink);
                        ends.put(range.getPartition(), range.getUntil());
                      }
                      onEntryEnd.run();
                      requireSameRecords(entry, checksum.take());
                      requireSameStep(entry, stepsCompleted.getAsLong());
                      newest.set(
                          new JournalPosition(
                              partitionsOfJournal, record.partition(), record.offset() + 1));
                    }));
    consumer.resume(partitions);
    if (journal.entries() > 0) {
      LOGGER
          .atInfo()
          .addKeyValue("run", config.run())
          .addKeyValue("checkpoint", from.entries())
          .addKeyValue("entries", journal.entries())
          .log("replayed the journal after the checkpoint");
    }
    return new Replayed(journal.entries(), newest.get(), ends);
  }

  private static List<OffsetRange> ranges(JournalEntry entry) {
    return entry.getSteps().stream().flatMap(step -> step.getRanges().stream()).toList();
  }

  /** Detects that the topic holds other records at the offsets that the run consumed. */
  private void requireSameRecords(JournalEntry entry, long checksum) {
    if (entry.getChecksum() != null && entry.getChecksum() != checksum) {
      throw new JournalBrokenException(
          "%s: got other records than those that run '%s' consumed (journal entry %d, checksum %x, expected %x): the topic was created again or restored; use another run name"
              .formatted(
                  config.topics().examples(),
                  config.run(),
                  entry.getSequence(),
                  checksum,
                  entry.getChecksum()));
    }
  }

  /**
   * Detects a replay that differs from the run, for example because the registry knows a schema
   * that it did not know then, or because of another version of Lethe.
   */
  private void requireSameStep(JournalEntry entry, long completed) {
    List<JournalStep> steps = entry.getSteps();
    if (steps.isEmpty()) {
      return;
    }
    long last = steps.get(steps.size() - 1).getStep();
    if (completed != last && completed != last + 1) {
      throw new JournalBrokenException(
          "journal of run '%s', entry %d: got %d steps after the replay, expected %d or %d"
              .formatted(config.run(), entry.getSequence(), completed, last, last + 1));
    }
  }
}
