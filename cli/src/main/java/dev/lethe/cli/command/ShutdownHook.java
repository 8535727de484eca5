package dev.lethe.cli.command;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** Closes things when the command ends, or when the user ends it, whichever comes first. */
final class ShutdownHook {
  private ShutdownHook() {}

  /**
   * @param closeables closed last to first, those added later included
   * @return closes them now, unless that was done already
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
      // The others still have to be closed.
      LoggerFactory.getLogger(ShutdownHook.class).atWarn().setCause(e).log("closing failed");
    }
  }
}
