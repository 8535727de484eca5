package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.ExampleOutcome;
import dev.lethe.schemas.Example;
import dev.lethe.trainer.input.ExampleReader;
import dev.lethe.trainer.input.Tombstones;
import dev.lethe.trainer.replay.InputRange;
import dev.lethe.trainer.replay.MergedRecords;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Replays a range of the input through a new learner, and publishes nothing. The events of the
 * learner depend on the range and on its specification alone.
 */
public final class RangeReplay {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RunAccess access;
  private final Duration maxAhead;

  /**
   * @param maxAhead maximum time that an event may be after the timestamp of its record; a record
   *     with a later event is left out
   */
  public RangeReplay(RunAccess access, Duration maxAhead) {
    this.access = access;
    this.maxAhead = maxAhead;
  }

  /**
   * End of a replay. Holds native memory until closed.
   *
   * @param scored learner that was trained on the range
   * @param records records in the range
   * @param deadLetters records that were left out: a run would send them to the dead letters
   */
  public record Replayed(ScoredLearner scored, long records, long deadLetters)
      implements AutoCloseable {
    @Override
    public void close() {
      scored.close();
    }
  }

  /**
   * Replays a range.
   *
   * @param listener receives the events of the learner
   * @param progress receives the number of offsets that are left, after each record
   * @return the learner, to be closed by the caller
   * @throws IllegalStateException if records of the range expired meanwhile
   * @throws TimeoutException if the brokers do not answer
   */
  public Replayed replay(
      LearnerSpec spec, InputRange range, ScorecardListener listener, LongConsumer progress) {
    var scored = new ScoredLearner(spec, ReferenceNetworks.NONE, listener);
    try (var consumer = new KafkaClients(access.reader()).consumer()) {
      var merged = new MergedRecords(consumer, access.topics().examples(), range);
      Replayed replayed = replay(scored, merged, progress);
      scored.predictPending();
      return replayed;
    } catch (InvalidOffsetException e) {
      scored.close();
      throw new IllegalStateException(
          "range: got %s, of which records have expired during the replay".formatted(range), e);
    } catch (RuntimeException | Error e) {
      scored.close();
      throw e;
    }
  }

  private Replayed replay(ScoredLearner scored, MergedRecords merged, LongConsumer progress) {
    var reader = new ExampleReader(access.serdes().deserializer(Example.class), maxAhead);
    long records = 0;
    long rejected = 0;
    long heardAt = System.nanoTime();
    while (true) {
      Optional<ConsumerRecord<byte[], byte[]>> next = merged.next(POLL);
      if (next.isPresent()) {
        records++;
        rejected += accepts(scored, reader, next.get()) ? 0 : 1;
        heardAt = System.nanoTime();
        progress.accept(merged.remaining());
      } else if (merged.isFinished()) {
        return new Replayed(scored, records, rejected);
      } else if (System.nanoTime() - heardAt > PATIENCE.toNanos()) {
        throw new TimeoutException(
            "replay: got no record for %d s, expected %d more offsets"
                .formatted(PATIENCE.toSeconds(), merged.remaining()));
      }
    }
  }

  private static boolean accepts(
      ScoredLearner scored, ExampleReader reader, ConsumerRecord<byte[], byte[]> record) {
    OptionalLong forgotten = Tombstones.key(record);
    if (forgotten.isPresent()) {
      scored.forget(Set.of(forgotten.getAsLong()));
      return true;
    }
    try {
      return scored.accept(reader.read(record)) instanceof ExampleOutcome.Accepted;
    } catch (SerializationException e) {
      return false;
    }
  }
}
