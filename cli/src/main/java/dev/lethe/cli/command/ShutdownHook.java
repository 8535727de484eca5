package dev.lethe.cli.command;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** Closes resources when the command ends or the JVM shuts down, whichever comes first. */
final class ShutdownHook {
  private ShutdownHook() {}

  /**
   * Registers a shutdown hook that closes resources.
   *
   * @param closeables resources, closed from last to first; later additions to the list count
   * @return action that closes the resources now, unless they are closed already
   */
  static Runnable closing(List<? extends AutoCloseable> closeables) {
    var closed = new AtomicBoolean();
    Runnable close =
        () -> {
          if (closed.compareAndSet(false, true)) {
            for (int i = closeables.size() - 1; i >= 0; i--) {
              close(closeables.get(i));
            }
          }
        };
    Runtime.getRuntime().addShutdownHook(new Thread(close, "closing"));
    return close;
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // Continue with the other resources.
      LoggerFactory.getLogger(ShutdownHook.class).atWarn().setCause(e).log("closing failed");
    }
  }
}
