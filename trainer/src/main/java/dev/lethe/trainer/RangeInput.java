package dev.lethe.trainer;

import dev.lethe.trainer.replay.InputRange;
import dev.lethe.trainer.replay.MergedRecords;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A range of the input in merged order.
 *
 * <p>Owned by the run's thread.
 */
final class RangeInput implements RunInput {
  private final LiveInput topic;
  private final MergedRecords records;

  /**
   * @param topic the topic that the range is of
   * @param rest part that the run has not consumed
   */
  RangeInput(LiveInput topic, Consumer<byte[], byte[]> consumer, String name, InputRange rest) {
    this.topic = topic;
    this.records = new MergedRecords(consumer, name, rest);
  }

  @Override
  public void update() {
    topic.requireSame();
  }

  /** Returns one record at a time, so that the run can stop after any of them. */
  @Override
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration time) {
    return records.next(time).stream().toList();
  }

  @Override
  public boolean isFinished() {
    return records.isFinished();
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public long lag() {
    return records.remaining();
  }

  @Override
  public Throwable explained(Throwable error) {
    return topic.explained(error);
  }
}
