package dev.lethe.cli.chaos;

import java.io.IOException;
import java.time.Instant;

/** Part of an installation that can be killed and started again. */
public interface Component extends AutoCloseable {
  /** Starts it. */
  void start() throws IOException, InterruptedException;

  /** Returns the time of the newest start. */
  Instant startedAt();

  /** Ends it at once, as a crash does. */
  void kill() throws IOException, InterruptedException;

  /**
   * Checks that it runs.
   *
   * @throws IllegalStateException with its output if it has ended by itself
   */
  void requireAlive() throws IOException, InterruptedException;

  /** Sends SIGTERM and waits for a clean exit. */
  void stop() throws IOException, InterruptedException;

  @Override
  void close();
}
