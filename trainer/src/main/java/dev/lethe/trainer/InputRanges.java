package dev.lethe.trainer;

import dev.lethe.schemas.Run;
import dev.lethe.trainer.replay.InputRange;
import dev.lethe.trainer.replay.RangeBound;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Finds the offsets of a range of the input, and refuses ranges that cannot be replayed. */
public final class InputRanges {
  private final RunAccess access;
  private final String topic;

  public InputRanges(RunAccess access) {
    this.access = access;
    this.topic = access.topics().examples();
  }

  /**
   * Offsets of the topic now.
   *
   * @param beginnings first offset by partition
   * @param ends by partition, the offset after the last committed record
   */
  private record Existing(Map<Integer, Long> beginnings, Map<Integer, Long> ends) {}

  /** Returns all records that exist now, perhaps none. */
  public InputRange existing() {
    try (Admin admin = new KafkaClients(access.reader()).admin()) {
      Map<Integer, Long> ends = offsets(admin, OffsetSpec.latest());
      var range = new TreeMap<Integer, InputRange.Offsets>();
      offsets(admin, OffsetSpec.earliest())
          .forEach(
              (partition, from) ->
                  range.put(partition, new InputRange.Offsets(from, ends.get(partition))));
      return new InputRange(range);
    }
  }

  /**
   * Returns the offsets of a range. Its end is fixed now.
   *
   * @param run run whose start is the default of {@code from}; empty for the first record
   * @param from start of the range
   * @param to end of the range, exclusive; empty for the end of the topic now
   * @throws IllegalArgumentException if the topic does not exist, the range is empty, its start is
   *     after its end, or some of its records have expired
   */
  public InputRange find(Optional<Run> run, Optional<RangeBound> from, Optional<RangeBound> to) {
    try (Admin admin = new KafkaClients(access.reader()).admin()) {
      var existing =
          new Existing(offsets(admin, OffsetSpec.earliest()), offsets(admin, OffsetSpec.latest()));
      Map<Integer, Long> starts =
          from.map(bound -> offsets("from", bound, existing.beginnings(), existing, admin))
              .orElseGet(() -> starts(run, existing.beginnings()));
      Map<Integer, Long> ends =
          to.map(bound -> offsets("to", bound, existing.ends(), existing, admin))
              .orElse(existing.ends());
      return range(starts, ends, existing, to.isPresent());
    } catch (UnknownTopicOrPartitionException e) {
      throw new IllegalArgumentException(
          "topic: got no topic %s, expected the input topic".formatted(topic), e);
    }
  }

  private InputRange range(
      Map<Integer, Long> starts, Map<Integer, Long> ends, Existing existing, boolean hasEnd) {
    var range = new TreeMap<Integer, InputRange.Offsets>();
    existing
        .beginnings()
        .forEach(
            (partition, beginning) -> {
              long until = Math.min(ends.get(partition), existing.ends().get(partition));
              long from = starts.get(partition);
              if (hasEnd && from > ends.get(partition)) {
                throw new IllegalArgumentException(
                    "from: got offset %d of partition %d, expected at most %d, where the range ends"
                        .formatted(from, partition, ends.get(partition)));
              }
              if (from < beginning && from < until) {
                throw new IllegalArgumentException(
                    "from: got offset %d of partition %d, expected at least %d: earlier records of %s have expired"
                        .formatted(from, partition, beginning, topic));
              }
              range.put(partition, new InputRange.Offsets(Math.min(from, until), until));
            });
    var found = new InputRange(range);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "range: got no records of %s (%s), expected at least one".formatted(topic, found));
    }
    return found;
  }

  /** Returns where a run started, or the first offsets if it has not. */
  private static Map<Integer, Long> starts(Optional<Run> run, Map<Integer, Long> beginnings) {
    var starts = new TreeMap<>(beginnings);
    run.map(StartPositions::recorded).ifPresent(starts::putAll);
    return starts;
  }

  private Map<Integer, Long> offsets(
      String key, RangeBound bound, Map<Integer, Long> others, Existing existing, Admin admin) {
    var offsets = new TreeMap<>(others);
    if (bound instanceof RangeBound.EveryPartition every) {
      offsets.replaceAll((partition, other) -> every.offset());
    } else if (bound instanceof RangeBound.Offsets some) {
      some.offsets()
          .forEach((partition, offset) -> requireExists(key, partition, offset, existing));
      offsets.putAll(some.offsets());
    } else if (bound instanceof RangeBound.Timestamp timestamp) {
      Map<Integer, Long> found =
          offsets(admin, OffsetSpec.forTimestamp(timestamp.time().toEpochMilli()));
      offsets.replaceAll(
          (partition, other) ->
              found.get(partition) < 0 ? existing.ends().get(partition) : found.get(partition));
    } else if (bound instanceof RangeBound.OfRun ofRun) {
      offsets.putAll(starts(Optional.of(access.find(ofRun.at().run())), existing.beginnings()));
      try (RestoredRun restored = new TimeTravel(access).restore(ofRun.at())) {
        offsets.putAll(restored.ends());
      }
    }
    return offsets;
  }

  private void requireExists(String key, int partition, long offset, Existing existing) {
    if (!existing.ends().containsKey(partition)) {
      throw new IllegalArgumentException(
          "%s: got partition %d, expected one of %s, which %s has"
              .formatted(key, partition, existing.ends().keySet(), topic));
    }
    if (offset > existing.ends().get(partition)) {
      throw new IllegalArgumentException(
          "%s: got offset %d of partition %d, expected at most %d, the end of %s now"
              .formatted(key, offset, partition, existing.ends().get(partition), topic));
    }
  }

  private Map<Integer, Long> offsets(Admin admin, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> specs =
        InputTopic.read(admin, topic).partitions().stream()
            .collect(Collectors.toMap(number -> new TopicPartition(topic, number), n -> spec));
    var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    var offsets = new TreeMap<Integer, Long>();
    KafkaFutures.get(admin.listOffsets(specs, options).all())
        .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
    return offsets;
  }
}
