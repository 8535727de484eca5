package dev.lethe.trainer;

import dev.lethe.trainer.input.InputRecord;
import java.time.Duration;

/** The input of a session: a live topic without an end, or a range of it in merged order. */
sealed interface RunInput extends AutoCloseable permits LiveInput, RangeInput {
  /**
   * Notices changes of the topic.
   *
   * @throws InputChangedException if the topic was deleted or created again
   */
  void update();

  /** Returns the next records; none if none arrived in time. */
  Iterable<InputRecord> poll(Duration time);

  /** Returns true if all records have been returned and no more can follow. */
  boolean isFinished();

  /**
   * Returns true if results must not depend on when transactions commit. A transaction then commits
   * only when no example waits for its prediction, because a commit would predict it in other
   * company, which may change the last bit of a confidence.
   */
  boolean isRepeatable();

  /** Returns the number of offsets that the run has not consumed, at least 0. */
  long lag();

  /** Returns the reason for an error of the input if it is known, or else the error. */
  Throwable explained(Throwable error);

  /** Ends the use of what the run shares with others. */
  @Override
  void close();
}
