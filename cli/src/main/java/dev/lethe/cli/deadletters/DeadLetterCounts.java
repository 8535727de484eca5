package dev.lethe.cli.deadletters;

import dev.lethe.cli.topic.TopicReader;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts dead letters by reason and run. */
public final class DeadLetterCounts {
  /** Bound of the memory: letters of further reasons are counted as one. */
  private static final int MAX_GROUPS = 1000;

  private static final String OTHERS = "(other reasons)";

  private final Map<List<String>, Group> groups = new HashMap<>();

  /** Letters of one reason and one run. */
  public static final class Group {
    private final String reason;
    private final String run;
    private long letters;
    private long replayed;
    private long newest = -1;
    private String example = "";

    private Group(String reason, String run) {
      this.reason = reason;
      this.run = run;
    }

    public String reason() {
      return reason;
    }

    public String run() {
      return run;
    }

    public long letters() {
      return letters;
    }

    /** Returns the number of letters whose record was replayed. */
    public long replayed() {
      return replayed;
    }

    /** Returns the largest timestamp. */
    public Instant newest() {
      return Instant.ofEpochMilli(newest);
    }

    /** Returns partition and offset of the newest letter, as {@code show} expects them. */
    public String example() {
      return example;
    }

    private void add(ConsumerRecord<byte[], byte[]> record, boolean isReplayed) {
      letters++;
      replayed += isReplayed ? 1 : 0;
      if (record.timestamp() >= newest) {
        newest = record.timestamp();
        example = record.partition() + "/" + record.offset();
      }
    }
  }

  /** Returns the groups of letters that a filter accepts, largest first. */
  public static List<Group> read(TopicReader topic, Filter filter) {
    Set<String> replayed = replayed(topic);
    var counts = new DeadLetterCounts();
    topic.forEach(record -> counts.add(new DeadLetter(record), filter, replayed));
    return counts.groups.values().stream()
        .sorted(
            Comparator.comparingLong(Group::letters)
                .reversed()
                .thenComparing(Group::reason)
                .thenComparing(Group::run))
        .toList();
  }

  private void add(DeadLetter letter, Filter filter, Set<String> replayed) {
    if (letter.replayedOrigin().isPresent() || !filter.accepts(letter)) {
      return;
    }
    List<String> key = List.of(Reason.of(letter), letter.run());
    if (!groups.containsKey(key) && groups.size() >= MAX_GROUPS) {
      key = List.of(OTHERS, "");
    }
    groups
        .computeIfAbsent(key, names -> new Group(names.get(0), names.get(1)))
        .add(letter.record(), letter.origin().filter(replayed::contains).isPresent());
  }

  /** Returns the origins of all records that were replayed. */
  static Set<String> replayed(TopicReader topic) {
    Set<String> origins = new HashSet<>();
    topic.forEach(record -> new DeadLetter(record).replayedOrigin().ifPresent(origins::add));
    return origins;
  }
}
