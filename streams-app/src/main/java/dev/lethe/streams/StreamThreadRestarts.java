package dev.lethe.streams;

import dev.lethe.schemas.SchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows when a stream thread fails. After a transient error, such as a registry that
 * does not answer, a new thread starts after a pause that doubles each time, up to {@value
 * #MAX_RESTARTS} times in {@value #WINDOW_MINUTES} minutes. Any other error shuts down the client.
 */
final class StreamThreadRestarts implements StreamsUncaughtExceptionHandler, AutoCloseable {
  static final int MAX_RESTARTS = 20;
  static final int WINDOW_MINUTES = 10;

  private static final Logger LOGGER = LoggerFactory.getLogger(StreamThreadRestarts.class);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

  private final Clock clock;
  private final Duration firstPause;
  private final Deque<Instant> restarts = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Throwable fatal;

  StreamThreadRestarts(Clock clock, Duration firstPause) {
    this.clock = clock;
    this.firstPause = firstPause;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    Duration pause = isTransient(failure) ? nextPause() : null;
    if (pause == null) {
      fatal = failure;
      LOGGER.atError().setCause(failure).log("stream thread failed, shutting down");
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOGGER
        .atWarn()
        .addKeyValue("pause", pause)
        .setCause(failure)
        .log("stream thread failed, replacing it");
    pause(pause);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** Returns the error that shut down the client. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(fatal);
  }

  /** Ends a pause. */
  @Override
  public void close() {
    closed.countDown();
  }

  private synchronized Duration nextPause() {
    Instant now = clock.instant();
    Instant since = now.minus(Duration.ofMinutes(WINDOW_MINUTES));
    while (!restarts.isEmpty() && restarts.peekFirst().isBefore(since)) {
      restarts.removeFirst();
    }
    if (restarts.size() == MAX_RESTARTS) {
      return null;
    }
    Duration pause = firstPause.multipliedBy(1L << restarts.size());
    restarts.addLast(now);
    return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
  }

  private void pause(Duration pause) {
    try {
      if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        LOGGER.atDebug().log("closed while waiting");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isTransient(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SchemaRegistry.AccessDeniedException) {
        return false;
      }
      if (cause instanceof RetriableException
          || cause instanceof SchemaRegistry.RegistryUnavailableException) {
        return true;
      }
    }
    return false;
  }
}
