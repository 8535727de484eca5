package dev.lethe.cli.command;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress display of a long task: a bar on a terminal, otherwise a line every few seconds.
 *
 * <p>This class is not thread-safe.
 */
final class Progress implements AutoCloseable {
  private static final int TERMINAL_MILLIS = 200;
  private static final int LOG_MILLIS = 5_000;

  private final ProgressBar bar;

  private Progress(ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * Starts a display.
   *
   * @param task name of the task
   * @param total number of units in the whole task
   * @param out stream to print to
   */
  static Progress of(String task, long total, PrintStream out) {
    boolean terminal = System.console() != null;
    var builder =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .showSpeed()
            .setUpdateIntervalMillis(terminal ? TERMINAL_MILLIS : LOG_MILLIS);
    return new Progress(
        builder
            .setConsumer(
                terminal
                    ? new ConsoleProgressBarConsumer(out)
                    : new me.tongfei.progressbar.DelegatingProgressBarConsumer(
                        line -> out.println(line.strip()), 100))
            .build());
  }

  /** Shows that {@code done} units of the task are complete. */
  void stepTo(long done) {
    bar.stepTo(done);
  }

  @Override
  public void close() {
    bar.close();
  }
}
