package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.JournalStep;
import dev.lethe.schemas.OffsetRange;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.journal.JournalReader;
import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
import dev.lethe.trainer.journal.OrderedRecords;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a fresh learner to where the run was committed: replays the journal, in order, without
 * publishing.
 */
final class Recovery {
  private static final Logger LOGGER = LoggerFactory.getLogger(Recovery.class);

  /** How long a record that the journal names may take to arrive. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TrainerConfig config;
  private final KafkaClients clients;
  private final AvroSerdes serdes;

  /** Per partition, the offset after the last that the journal names. */
  private final Map<Integer, Long> replayed = new HashMap<>();

  Recovery(TrainerConfig config, KafkaClients clients, AvroSerdes serdes) {
    this.config = config;
    this.clients = clients;
    this.serdes = serdes;
  }

  /**
   * The run as it was last published.
   *
   * @throws IllegalArgumentException if it has other settings than now
   */
  Optional<Run> requireSameRun(Run wanted) {
    var deserializer = serdes.deserializer(Run.class);
    var known = new AtomicReference<Run>();
    scan(
        config.topics().runs(),
        record -> {
          Run run = deserializer.deserialize(record.topic(), record.value());
          if (run != null && run.getRun().equals(config.run())) {
            known.set(run);
          }
        });
    if (known.get() != null) {
      RunRecord.requireSame(known.get(), wanted);
    }
    return Optional.ofNullable(known.get());
  }

  /**
   * Replays all that was committed.
   *
   * @param consumer of the input; is assigned all its partitions
   * @param learn takes one record
   * @param entryEnd called after each entry, where a transaction had ended
   * @param stepsMade learning steps that the learner has made
   * @return how many journal entries there are
   */
  long replay(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      Consumer<ConsumerRecord<byte[], byte[]>> learn,
      Runnable entryEnd,
      LongSupplier stepsMade) {
    List<TopicPartition> partitions = inputPartitions(consumer);
    consumer.assign(partitions);
    consumer.beginningOffsets(partitions).forEach(consumer::seek);
    var records = new OrderedRecords(consumer, config.topics().examples(), PATIENCE);
    var journal = new JournalReader(config.run(), serdes.deserializer(JournalEntry.class));
    scan(
        config.topics().journal(),
        record ->
            journal
                .take(record)
                .ifPresent(
                    entry -> {
                      replay(entry, records, learn);
                      entryEnd.run();
                      requireSameStep(entry, stepsMade.getAsLong());
                    }));
    consumer.resume(partitions);
    if (journal.next() > 0) {
      LOGGER
          .atInfo()
          .addKeyValue("run", config.run())
          .addKeyValue("entries", journal.next())
          .log("recovered from the journal");
    }
    return journal.next();
  }

  private void replay(
      JournalEntry entry, OrderedRecords records, Consumer<ConsumerRecord<byte[], byte[]>> learn) {
    for (JournalStep step : entry.getSteps()) {
      for (OffsetRange range : step.getRanges()) {
        records.forEach(range, learn);
        replayed.put(range.getPartition(), range.getUntil());
      }
    }
  }

  /**
   * A replay that goes another way than the run went (a schema that the registry knows now and did
   * not know then, another version of Lethe) makes another number of steps.
   */
  private void requireSameStep(JournalEntry entry, long made) {
    if (entry.getSteps().isEmpty()) {
      return;
    }
    long last = entry.getSteps().get(entry.getSteps().size() - 1).getStep();
    if (made != last && made != last + 1) {
      throw new JournalBrokenException(
          "journal of run '%s', entry %d: got %d steps when replayed, expected %d or %d"
              .formatted(config.run(), entry.getSequence(), made, last, last + 1));
    }
  }

  /**
   * Where the run goes on, and seeks there: what was committed, or the configured start.
   *
   * @throws JournalBrokenException if the committed offsets are not where the journal ends
   */
  Map<TopicPartition, OffsetAndMetadata> positions(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = inputPartitions(consumer);
    var committed = consumer.committed(new HashSet<>(partitions));
    var fresh =
        switch (config.start()) {
          case EARLIEST -> consumer.beginningOffsets(partitions);
          case LATEST -> consumer.endOffsets(partitions);
        };
    var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata known = committed.get(partition);
      Long replayedUntil = replayed.get(partition.partition());
      if (replayedUntil != null && known == null) {
        // A broker forgets the offsets of a group that was away for long; the journal does not.
        known = new OffsetAndMetadata(replayedUntil);
      }
      if (replayedUntil != null && known.offset() != replayedUntil) {
        throw new JournalBrokenException(
            "%s: got committed offset %s of group '%s', expected %d, where the run's journal ends"
                .formatted(partition, known.offset(), config.clientId(), replayedUntil));
      }
      var position = known == null ? new OffsetAndMetadata(fresh.get(partition)) : known;
      positions.put(partition, position);
      consumer.seek(partition, position);
    }
    return positions;
  }

  private List<TopicPartition> inputPartitions(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
    String input = config.topics().examples();
    return consumer.partitionsFor(input).stream()
        .map(info -> new TopicPartition(input, info.partition()))
        .toList();
  }

  private void scan(String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    try (var consumer = clients.consumer();
        Admin admin = clients.admin()) {
      new TopicScan(consumer, admin).forEach(topic, sink);
    }
  }
}
