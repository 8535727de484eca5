package dev.lethe.trainer;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.Forgetting;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.JournalStep;
import dev.lethe.schemas.OffsetRange;
import dev.lethe.trainer.forget.Forgettings;
import dev.lethe.trainer.forget.MaskedRecords;
import dev.lethe.trainer.journal.JournalPosition;
import dev.lethe.trainer.journal.JournalReader;
import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
import dev.lethe.trainer.journal.OrderedRecords;
import dev.lethe.trainer.journal.RecordChecksum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a learner to the state of the last commit, or to an earlier moment: replays the journal in
 * order, from a state that contains its first entries, without publishing.
 *
 * <p>For one replay.
 */
final class Recovery {
  private static final Logger LOGGER = LoggerFactory.getLogger(Recovery.class);

  /** Maximum time to wait for a record that the journal names. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TrainerConfig config;
  private final TopicScans scans;
  private final AvroDeserializer<JournalEntry> deserializer;
  private final JournalReader journal;
  private final RecordChecksum checksum = new RecordChecksum();
  private final Map<Integer, Long> ends;
  private final long until;
  private final Forgettings forgettings;
  private JournalPosition newest;
  private MaskedRecords masked = MaskedRecords.NONE;

  /** True from the first record left out until the entry that forgets it. */
  private boolean cutAnew;

  /**
   * Result of a replay.
   *
   * @param entries number of journal entries; the last one may be replayed in part
   * @param journal position after the newest complete entry
   * @param ends by partition of the input, the offset after the last replayed record
   */
  record Replayed(long entries, JournalPosition journal, Map<Integer, Long> ends) {
    /** Returns what the learner contains now. */
    RecoveryPoint point() {
      return new RecoveryPoint(entries, journal, ends);
    }
  }

  /**
   * @param scans scans of the journal
   * @param from state that the learner has
   * @param forgettings exact forgettings of the run
   */
  Recovery(
      TrainerConfig config,
      TopicScans scans,
      AvroDeserializer<JournalEntry> deserializer,
      RecoveryPoint from,
      Forgettings forgettings) {
    this(config, scans, deserializer, from, forgettings, Long.MAX_VALUE);
  }

  /**
   * @param scans scans of the journal
   * @param from state that the learner has
   * @param forgettings exact forgettings of the run
   * @param until number of journal entries that the learner will contain at most
   */
  Recovery(
      TrainerConfig config,
      TopicScans scans,
      AvroDeserializer<JournalEntry> deserializer,
      RecoveryPoint from,
      Forgettings forgettings,
      long until) {
    this.config = config;
    this.deserializer = deserializer;
    this.forgettings = forgettings;
    this.until = until;
    this.scans = scans;
    this.journal = new JournalReader(config.run(), deserializer, from.entries());
    this.ends = new HashMap<>(from.ends());
    this.newest = from.journal();
  }

  /**
   * Replays everything that was committed, until the sink ends the replay.
   *
   * @param consumer consumer of the input; all partitions are assigned to it
   */
  Replayed replay(Consumer<byte[], byte[]> consumer, ReplaySink sink) {
    List<TopicPartition> partitions = KafkaClients.partitions(consumer, config.topics().examples());
    consumer.assign(partitions);
    consumer.beginningOffsets(partitions).forEach(consumer::seek);
    var records = new OrderedRecords(consumer, config.topics().examples(), PATIENCE);
    String topic = config.topics().journal();
    int journalPartitions = consumer.partitionsFor(topic).size();
    long before = journal.entries();
    masked = masked();
    scans.scan(
        topic,
        newest::start,
        record -> {
          if (journal.entries() >= until) {
            return false;
          }
          JournalEntry entry = journal.read(record).orElse(null);
          if (entry == null) {
            return true;
          }
          boolean complete = replay(entry, records, sink);
          if (complete) {
            newest =
                new JournalPosition(journalPartitions, record.partition(), record.offset() + 1);
          }
          return complete;
        });
    consumer.resume(partitions);
    if (journal.entries() > before) {
      LOGGER
          .atInfo()
          .addKeyValue("run", config.run())
          .addKeyValue("from", before)
          .addKeyValue("entries", journal.entries())
          .log("replayed the journal");
    }
    return new Replayed(journal.entries(), newest, ends);
  }

  /**
   * Returns where the journal ends, without replaying it; it may lack entries.
   *
   * @param from content of the learner
   * @param partitions number of partitions of the journal
   */
  static Replayed end(
      TrainerConfig config,
      TopicScans scans,
      AvroDeserializer<JournalEntry> deserializer,
      RecoveryPoint from,
      int partitions) {
    var reader = JournalReader.acceptingGaps(config.run(), deserializer, from.entries());
    var ends = new HashMap<>(from.ends());
    var newest = new AtomicReference<>(from.journal());
    scans.scan(
        config.topics().journal(),
        from.journal()::start,
        record -> {
          reader
              .read(record)
              .ifPresent(
                  entry -> {
                    entry.getSteps().stream()
                        .flatMap(step -> step.getRanges().stream())
                        .forEach(range -> ends.put(range.getPartition(), range.getUntil()));
                    newest.set(
                        new JournalPosition(partitions, record.partition(), record.offset() + 1));
                  });
          return true;
        });
    return new Replayed(reader.entries(), newest.get(), ends);
  }

  /** By partition of the input, the offset after the last replayed record. */
  Map<Integer, Long> ends() {
    return Map.copyOf(ends);
  }

  /** Reads what the rest of the journal forgets exactly, which the whole replay leaves out. */
  private MaskedRecords masked() {
    if (!forgettings.follow(journal.entries())) {
      return MaskedRecords.NONE;
    }
    var reader = JournalReader.acceptingGaps(config.run(), deserializer, journal.entries());
    var ranges = new ArrayList<>(forgettings.pending().ranges());
    scans.scan(
        config.topics().journal(),
        newest::start,
        record -> {
          reader
              .read(record)
              .map(JournalEntry::getForgetting)
              .filter(Forgetting::getExact)
              .ifPresent(forgetting -> ranges.addAll(forgetting.getRecords()));
          return true;
        });
    return MaskedRecords.of(ranges);
  }

  private void forget(JournalEntry entry, ReplaySink sink) {
    Forgetting forgetting = entry.getForgetting();
    if (!forgetting.getExact()) {
      sink.forget(Set.copyOf(forgetting.getKeys()));
    } else if (!forgettings.include(entry.getSequence())) {
      throw new JournalBrokenException(
          "journal of run '%s': got an exact forgetting in entry %d, expected one that the record of the run names"
              .formatted(config.run(), entry.getSequence()));
    } else if (!forgettings.follow(entry.getSequence() + 1)) {
      cutAnew = false;
    }
  }

  /** Returns false if the sink ended the replay within the entry. */
  private boolean replay(JournalEntry entry, OrderedRecords records, ReplaySink sink) {
    if (entry.getForgetting() != null) {
      forget(entry, sink);
    }
    for (JournalStep step : entry.getSteps()) {
      for (OffsetRange range : step.getRanges()) {
        if (!records.whileTrue(range, record -> process(record, sink))) {
          return false;
        }
      }
    }
    sink.endEntry();
    requireSameRecords(entry, checksum.take());
    requireSameStep(entry, sink.steps());
    return true;
  }

  private boolean process(ConsumerRecord<byte[], byte[]> record, ReplaySink sink) {
    boolean forgotten = masked.contains(record.partition(), record.offset());
    if (!(forgotten ? sink.skip(record) : sink.process(record))) {
      return false;
    }
    cutAnew |= forgotten;
    checksum.add(record);
    ends.put(record.partition(), record.offset() + 1);
    return true;
  }

  /** Detects that the topic holds other records at the offsets that the run consumed. */
  private void requireSameRecords(JournalEntry entry, long found) {
    if (entry.getChecksum() != null && entry.getChecksum() != found) {
      throw new JournalBrokenException(
          "%s: got other records than those that run '%s' consumed (journal entry %d, checksum %x, expected %x): the topic was created again or restored; use another run name"
              .formatted(
                  config.topics().examples(),
                  config.run(),
                  entry.getSequence(),
                  found,
                  entry.getChecksum()));
    }
  }

  /**
   * Detects a replay that differs from the run, for example because the registry knows a schema
   * that it did not know then, or because of another version of Lethe.
   */
  private void requireSameStep(JournalEntry entry, long completed) {
    List<JournalStep> steps = entry.getSteps();
    if (steps.isEmpty() || cutAnew) {
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
