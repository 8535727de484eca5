package dev.lethe.trainer;

import dev.lethe.schemas.Run;
import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
import dev.lethe.trainer.replay.InputRange;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offsets from which a run continues, or a new run starts. The journal and the run's record are the
 * truth. The committed offsets of the consumer group may have expired; if they differ, somebody has
 * changed them.
 */
final class StartPositions {
  /** Maximum time to wait for the offsets of the group, which a recovery can do without. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger LOGGER = LoggerFactory.getLogger(StartPositions.class);

  private final TrainerConfig config;
  private SkippedRecords skipped = SkippedRecords.NONE;

  StartPositions(TrainerConfig config) {
    this.config = config;
  }

  /**
   * Seeks, and returns the next offset of each partition: the end of the journal, or the offset at
   * which the run started. A partition that was added later starts at its beginning.
   *
   * @param consumer consumer to which all input partitions are assigned
   * @param journalEnds by partition, the offset after the last one that the journal names
   * @param published newest record of the run; empty if the run is new
   * @throws JournalBrokenException if a committed offset differs
   */
  Map<TopicPartition, OffsetAndMetadata> seek(
      Consumer<byte[], byte[]> consumer, Map<Integer, Long> journalEnds, Optional<Run> published) {
    var partitions = consumer.assignment();
    var committed = committed(consumer, partitions);
    var range = config.range().map(InputRange::partitions).orElseGet(TreeMap::new);
    boolean latest = published.isEmpty() && config.start() == TrainerConfig.Start.LATEST;
    var beginnings = consumer.beginningOffsets(partitions);
    var starts = latest ? consumer.endOffsets(partitions) : beginnings;
    Map<Integer, Long> known = published.map(StartPositions::recorded).orElseGet(HashMap::new);
    known.putAll(journalEnds);
    var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (TopicPartition partition : partitions) {
      Long expected = known.get(partition.partition());
      OffsetAndMetadata group = committed.get(partition);
      if (expected == null && group != null && published.isPresent()) {
        expected = ofAdded(partition, group.offset());
      }
      if (expected != null && group != null && group.offset() != expected) {
        expected = afterLostEntries(partition, expected, group.offset());
      }
      InputRange.Offsets offsets = range.get(partition.partition());
      long first = offsets == null ? starts.get(partition) : offsets.from();
      long next = expected == null ? first : expected;
      var position = new OffsetAndMetadata(existing(partition, next, beginnings.get(partition)));
      positions.put(partition, position);
      consumer.seek(partition, position);
    }
    return positions;
  }

  /**
   * Returns the offsets of the group; none if they cannot be read in time, because a transaction
   * that hangs holds them back. The first transaction of the session replaces them.
   */
  private Map<TopicPartition, OffsetAndMetadata> committed(
      Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
    try {
      return consumer.committed(partitions, PATIENCE);
    } catch (TimeoutException e) {
      LOGGER
          .atWarn()
          .setCause(e)
          .addKeyValue("run", config.run())
          .log("the offsets of the group are held back; continues at the end of the journal");
      return Map.of();
    }
  }

  /**
   * Returns the committed offset of a partition that was added later and that the journal does not
   * name: an earlier session knew it, and has predicted everything before the offset.
   */
  private long ofAdded(TopicPartition partition, long committed) {
    if (committed > 0 && config.onMissing() == TrainerConfig.OnMissing.SKIP) {
      skip(partition, 0, committed);
    }
    return committed;
  }

  /**
   * Returns the committed offset if the newest entries of the journal were lost and may be skipped.
   * Everything before it has been predicted.
   */
  private long afterLostEntries(TopicPartition partition, long expected, long committed) {
    if (committed < expected || config.onMissing() == TrainerConfig.OnMissing.FAIL) {
      throw new JournalBrokenException(
          "%s: got committed offset %d of group '%s', expected %d, the end of the run's journal: if the offset was changed, reset it to that; if the newest entries of the journal were deleted, use --on-missing skip"
              .formatted(partition, committed, config.clientId(), expected));
    }
    skip(partition, expected, committed);
    return committed;
  }

  private void skip(TopicPartition partition, long from, long until) {
    skipped =
        skipped.and(
            SkippedRecords.between(
                Map.of(partition.partition(), from), Map.of(partition.partition(), until)));
  }

  /** Returns the offset, or the first that still exists if records may be skipped. */
  private long existing(TopicPartition partition, long next, long beginning) {
    if (next >= beginning || config.onMissing() == TrainerConfig.OnMissing.FAIL) {
      return next;
    }
    skip(partition, next, beginning);
    return beginning;
  }

  /** Returns the input between the end of the journal and the first record that still exists. */
  SkippedRecords skipped() {
    return skipped;
  }

  /** Records in the run where it starts, unless it has started before. */
  static void record(Run run, Map<TopicPartition, OffsetAndMetadata> positions) {
    var offsets = new TreeMap<Integer, Long>();
    positions.forEach((partition, next) -> offsets.put(partition.partition(), next.offset()));
    record(run, offsets);
  }

  /** Records the offsets by partition at which a run starts, unless it has started before. */
  static void record(Run run, SortedMap<Integer, Long> offsets) {
    run.getSettings()
        .putIfAbsent(
            RunRecord.STARTS,
            offsets.entrySet().stream()
                .map(e -> e.getKey() + ":" + e.getValue())
                .collect(Collectors.joining(",")));
  }

  /** Returns the offsets by partition at which a run started; empty if it has not. */
  static Map<Integer, Long> recorded(Run published) {
    var offsets = new HashMap<Integer, Long>();
    String text = published.getSettings().getOrDefault(RunRecord.STARTS, "");
    for (String entry : text.split(",", -1)) {
      if (!entry.isEmpty()) {
        String[] parts = entry.split(":", 2);
        offsets.put(Integer.valueOf(parts[0]), Long.valueOf(parts[1]));
      }
    }
    return offsets;
  }
}
