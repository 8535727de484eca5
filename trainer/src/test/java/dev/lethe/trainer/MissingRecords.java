package dev.lethe.trainer;

import dev.lethe.schemas.Example;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.simulated.SimulatedCluster;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Deletes input and journal entries that a simulated run still needs. The run may skip them, so it
 * is not that of its twin: it publishes what it has skipped, and nothing twice.
 */
final class MissingRecords {
  private final SimulatedCluster cluster;
  private final String group;
  private final SplittableRandom random;

  /** Position of each record that was deleted before the run had consumed it. */
  private final Set<String> unconsumed = new HashSet<>();

  /**
   * @param group consumer group of the run
   */
  MissingRecords(SimulatedCluster cluster, String group, SplittableRandom random) {
    this.cluster = cluster;
    this.group = group;
    this.random = random;
  }

  /** Deletes the beginning of the journal, of a partition of the input, or nothing. */
  void delete() {
    switch (random.nextInt(4)) {
      case 0 -> {
        var journal = new TopicPartition(SimulatedRun.TOPICS.journal(), 0);
        cluster.deleteBefore(journal, random.nextLong(cluster.end(journal) + 1));
      }
      case 1 ->
          cluster
              .partitions(SimulatedRun.TOPICS.examples())
              .forEach(info -> deleteInput(new TopicPartition(info.topic(), info.partition())));
      default -> {
        // Nothing is missing this time.
      }
    }
  }

  private void deleteInput(TopicPartition partition) {
    var next = cluster.offsets(group).get(partition);
    if (next == null) {
      return; // The run has not begun to read it, so it would begin with what is left.
    }
    long until = random.nextLong(cluster.end(partition) + 1);
    LongStream.range(next.offset(), until)
        .forEach(offset -> unconsumed.add(position(partition.partition(), offset)));
    cluster.deleteBefore(partition, until);
  }

  /** Returns true if the run has published that it skipped something. */
  boolean isSkipped() {
    return !skipped().isEmpty() || !unconsumed.isEmpty();
  }

  /**
   * Requires that each record that the run could consume was predicted once or is a dead letter
   * once, and that the others are published as skipped.
   */
  void requireNothingDoubled(PublishedRecords got) {
    List<ConsumerRecord<byte[], byte[]>> consumed =
        cluster.committed(SimulatedRun.TOPICS.examples()).stream()
            .filter(record -> !unconsumed.contains(position(record)))
            .toList();
    PublishedRecords.same(
        "predicted records",
        got.predictions().stream()
            .map(p -> position(p.getPartition(), p.getOffset()))
            .sorted()
            .toList(),
        consumed.stream()
            .filter(MissingRecords::isPredicted)
            .map(MissingRecords::position)
            .sorted()
            .toList());
    PublishedRecords.same(
        "number of dead letters",
        (long) got.deadLetters().size(),
        consumed.stream().filter(MissingRecords::isUnreadable).count());
    PublishedRecords.same(
        "number of different dead letters",
        got.deadLetters().stream().distinct().count(),
        (long) got.deadLetters().size());
    Set<String> published = skipped();
    if (!published.containsAll(unconsumed)) {
      throw new AssertionError("skipped: got %s, expected %s".formatted(published, unconsumed));
    }
  }

  private static boolean isUnreadable(ConsumerRecord<byte[], byte[]> record) {
    return Arrays.equals(record.value(), SimulatedRun.UNREADABLE);
  }

  private static boolean isPredicted(ConsumerRecord<byte[], byte[]> record) {
    return !isUnreadable(record)
        && SimulatedRun.SERDES
                .deserializer(Example.class)
                .deserialize(record.topic(), record.value())
                .getRole()
            == Role.LEARN;
  }

  /** Returns the positions in the setting {@code skipped}, such as {@code 0:5-9,1:0-3;0:12-14}. */
  private Set<String> skipped() {
    List<Run> runs = PublishedRecords.read(cluster, SimulatedRun.TOPICS.runs(), Run.class);
    String text = runs.get(runs.size() - 1).getSettings().getOrDefault(RunRecord.SKIPPED, "");
    var positions = new HashSet<String>();
    for (String range : text.isEmpty() ? new String[0] : text.split("[,;]", -1)) {
      String[] parts = range.split("[:-]", -1);
      LongStream.range(Long.parseLong(parts[1]), Long.parseLong(parts[2]))
          .forEach(offset -> positions.add(position(Integer.parseInt(parts[0]), offset)));
    }
    return positions;
  }

  private static String position(ConsumerRecord<byte[], byte[]> record) {
    return position(record.partition(), record.offset());
  }

  private static String position(int partition, long offset) {
    return partition + "/" + offset;
  }
}
