package dev.lethe.trainer.checkpoint;

import java.io.IOException;

/** Thrown when the bytes of a checkpoint are not those that were written. */
public final class CheckpointDamagedException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception with the message {@code part: got 'actual', expected 'expected'}.
   *
   * @param part damaged part of the file, such as {@code header.step}
   */
  public CheckpointDamagedException(String part, Object actual, Object expected) {
    super("%s: got '%s', expected %s".formatted(part, actual, expected));
  }

  CheckpointDamagedException(String part, Object actual, Object expected, Throwable cause) {
    super("%s: got '%s', expected %s".formatted(part, actual, expected), cause);
  }
}
