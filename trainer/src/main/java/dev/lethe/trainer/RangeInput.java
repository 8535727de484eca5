package dev.lethe.trainer;

import dev.lethe.trainer.input.InputRecord;
import dev.lethe.trainer.replay.RangeRecords;
import java.time.Duration;
import java.util.List;

/**
 * A range of the input in merged order.
 *
 * <p>Owned by the run's thread.
 */
final class RangeInput implements RunInput {
  private final LiveInput topic;
  private final RangeRecords records;

  /**
   * @param topic the topic that the range is of
   * @param records records that the run has not consumed
   */
  RangeInput(LiveInput topic, RangeRecords records) {
    this.topic = topic;
    this.records = records;
  }

  @Override
  public void update() {
    topic.requireSame();
  }

  /** Returns one record at a time, so that the run can stop after any of them. */
  @Override
  public List<InputRecord> poll(Duration time) {
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

  @Override
  public void close() {
    records.close();
  }
}
