package dev.lethe.trainer;

import dev.lethe.learner.window.WindowRule;
import dev.lethe.schemas.Example;
import dev.lethe.trainer.input.ExampleReader;
import dev.lethe.trainer.input.Tombstones;
import dev.lethe.trainer.replay.InputRange;
import dev.lethe.trainer.replay.MergedRecords;
import dev.lethe.trainer.replay.WindowCutter;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Range of the input that is cut after its first task windows.
 *
 * @param first the first windows, with the record that ends the last of them
 * @param rest what follows these windows, with their last record only if it belongs to the next one
 */
public record WindowCut(InputRange first, InputRange rest) {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Finds the cut by reading the range in the order in which runs learn it.
   *
   * @param maxAhead maximum time that an event may be after the timestamp of its record
   * @param rule rule that ends windows; it must not depend on predictions
   * @param windows number of windows before the cut, 1 or more
   * @throws IllegalArgumentException if no example follows these windows
   * @throws IllegalStateException if records of the range expired meanwhile
   * @throws TimeoutException if the brokers do not answer
   */
  public static WindowCut find(
      RunAccess access, InputRange range, Duration maxAhead, WindowRule rule, int windows) {
    var cutter = new WindowCutter(range, rule, windows);
    var reader = new ExampleReader(access.serdes().deserializer(Example.class), maxAhead);
    try (var consumer = new KafkaClients(access.reader()).consumer()) {
      var merged = new MergedRecords(consumer, access.topics().examples(), range);
      long heardAt = System.nanoTime();
      while (!cutter.isFound()) {
        Optional<ConsumerRecord<byte[], byte[]>> next = merged.next(POLL);
        if (next.isPresent()) {
          accept(cutter, reader, next.get());
          heardAt = System.nanoTime();
        } else if (merged.isFinished()) {
          throw new IllegalArgumentException(
              "select.on: got %d windows, expected fewer than the %d of the stream"
                  .formatted(windows, cutter.windows()));
        } else if (System.nanoTime() - heardAt > PATIENCE.toNanos()) {
          throw new TimeoutException(
              "windows: got no record for %d s, expected %d more offsets"
                  .formatted(PATIENCE.toSeconds(), merged.remaining()));
        }
      }
      return new WindowCut(cutter.first(), cutter.rest());
    } catch (InvalidOffsetException e) {
      throw new IllegalStateException(
          "range: got %s, of which records have expired meanwhile".formatted(range), e);
    }
  }

  private static void accept(
      WindowCutter cutter, ExampleReader reader, ConsumerRecord<byte[], byte[]> record) {
    if (Tombstones.key(record).isEmpty()) {
      try {
        cutter.accept(reader.read(record));
        return;
      } catch (SerializationException e) {
        // a dead letter of the runs
      }
    }
    cutter.skip(record.partition(), record.offset());
  }
}
