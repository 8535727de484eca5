package dev.lethe.trainer.alarm;

import dev.lethe.learner.stream.Alarm;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Role;
import dev.lethe.schemas.Topics;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Alarms about the input of a run. Records of a replay count, so that an alarm that held when a run
 * stopped still holds afterwards; their time does not.
 *
 * <p>Owned by the run's thread.
 */
public final class InputAlarms {
  private final LongSupplier nanos;
  private final DeadLetterAlarm deadLetters;
  private final LabelAlarm labels = new LabelAlarm();
  private final EventTimeAlarm eventTimes = new EventTimeAlarm();
  private final ProgressAlarms progress;
  private boolean replaying;

  /**
   * @param nanos a monotonic clock, in nanoseconds
   */
  public InputAlarms(Topics topics, LongSupplier nanos) {
    this.nanos = nanos;
    this.deadLetters = new DeadLetterAlarm(topics.examples(), topics.deadLetters());
    this.progress = new ProgressAlarms(nanos.getAsLong());
  }

  /** Starts or ends a replay. */
  public void replaying(boolean now) {
    replaying = now;
  }

  /** Counts an example that the learner accepted. */
  public void accepted(Example example) {
    deadLetters.accepted();
    eventTimes.add(example.eventTime());
    if (example.role() == Role.LEARN) {
      labels.add(example.label() != Example.UNLABELLED);
    }
    consumed();
  }

  /**
   * Counts a dead letter.
   *
   * @param reason key, the value it got and what it expected
   */
  public void rejected(String reason) {
    deadLetters.rejected(reason);
    if (!replaying) {
      deadLetters.hold(nanos.getAsLong());
    }
    consumed();
  }

  /**
   * Returns the alarms that hold now.
   *
   * @param lag records between the run's position and the end of the input
   */
  public List<Alarm> alarms(long lag) {
    long now = nanos.getAsLong();
    return Stream.concat(
            Stream.of(deadLetters.alarm(now), labels.alarm(), eventTimes.alarm())
                .flatMap(Optional::stream),
            progress.alarms(now, lag))
        .toList();
  }

  /** Forgets how long nothing was consumed and how the lag has grown: the run was paused. */
  public void restart() {
    progress.restart(nanos.getAsLong());
  }

  private void consumed() {
    if (!replaying) {
      progress.consumed(nanos.getAsLong());
    }
  }
}
