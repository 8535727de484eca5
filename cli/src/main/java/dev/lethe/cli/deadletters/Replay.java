package dev.lethe.cli.deadletters;

import dev.lethe.cli.topic.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Sends the records of dead letters to the input topic again, each record once.
 *
 * <p>A record and the note that it was replayed are written in one transaction. The producer's
 * transactional id fences a second replay, and a replay reads the notes after that. So no record is
 * replayed twice, whatever ends a replay and however many run. A record that several runs rejected
 * has several letters but one origin, and is replayed once, because every run reads it again.
 */
public final class Replay {
  private static final int MAX_RECORDS = 500;
  private static final int MAX_BYTES = 8 << 20;

  private final Producer<byte[], byte[]> producer;
  private final String input;
  private final Set<String> done;
  private final Counts counts = new Counts();
  private final List<Sent> open = new ArrayList<>();
  private long openBytes;

  /** Numbers of letters. */
  public static final class Counts {
    private long replayed;
    private long before;
    private long cut;
    private long foreign;

    /** Returns the number of records sent. */
    public long replayed() {
      return replayed;
    }

    /** Returns the number of letters whose record was replayed before, or for another letter. */
    public long before() {
      return before;
    }

    /** Returns the number of letters whose key or value is incomplete. */
    public long cut() {
      return cut;
    }

    /** Returns the number of letters that do not come from the input topic. */
    public long foreign() {
      return foreign;
    }
  }

  private record Sent(DeadLetter letter, Future<RecordMetadata> result) {}

  private Replay(Producer<byte[], byte[]> producer, String input, Set<String> done) {
    this.producer = producer;
    this.input = input;
    this.done = done;
  }

  /**
   * Replays letters.
   *
   * @param producer transactional producer whose transactions are initialised
   * @param letters dead-letter topic, opened after that
   * @param input name of the input topic
   * @throws KafkaException if a record cannot be sent; records of earlier transactions stay
   *     replayed
   */
  public static Counts run(
      Producer<byte[], byte[]> producer, TopicReader letters, String input, Filter filter) {
    var replay = new Replay(producer, input, DeadLetterCounts.replayed(letters));
    int partitions = producer.partitionsFor(input).size();
    try {
      letters.forEach(
          record -> {
            var letter = new DeadLetter(record);
            if (replay.selects(letter, filter)) {
              replay.send(letter, letter.replay(partitions));
            }
          });
      replay.commit();
    } catch (KafkaException e) {
      replay.abort();
      throw e;
    }
    return replay.counts;
  }

  /** Returns what {@link #run} would do. */
  public static Counts preview(TopicReader letters, String input, Filter filter) {
    var replay = new Replay(null, input, DeadLetterCounts.replayed(letters));
    letters.forEach(
        record -> replay.counts.replayed += replay.selects(new DeadLetter(record), filter) ? 1 : 0);
    return replay.counts;
  }

  private boolean selects(DeadLetter letter, Filter filter) {
    if (letter.replayedOrigin().isPresent() || !filter.accepts(letter)) {
      return false;
    }
    if (!letter.originTopic().equals(Optional.of(input)) || letter.origin().isEmpty()) {
      counts.foreign++;
      return false;
    }
    if (letter.isCut()) {
      counts.cut++;
      return false;
    }
    if (!done.add(letter.origin().get())) {
      counts.before++;
      return false;
    }
    return true;
  }

  private void send(DeadLetter letter, ProducerRecord<byte[], byte[]> record) {
    if (open.isEmpty()) {
      producer.beginTransaction();
    }
    open.add(new Sent(letter, producer.send(record)));
    open.add(new Sent(letter, producer.send(letter.note())));
    openBytes += record.value() == null ? 0 : record.value().length;
    if (open.size() >= 2 * MAX_RECORDS || openBytes >= MAX_BYTES) {
      commit();
    }
  }

  private void commit() {
    if (open.isEmpty()) {
      return;
    }
    producer.flush();
    for (Sent sent : open) {
      requireSent(sent);
    }
    producer.commitTransaction();
    counts.replayed += open.size() / 2;
    open.clear();
    openBytes = 0;
  }

  private static void requireSent(Sent sent) {
    try {
      sent.result().get();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "%s: cannot be replayed: %s"
              .formatted(sent.letter().position(), e.getCause().getMessage()),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private void abort() {
    if (!open.isEmpty()) {
      try {
        producer.abortTransaction();
      } catch (KafkaException e) {
        // The broker aborts it when its time is over, or the next replay does.
        open.clear();
      }
    }
  }
}
