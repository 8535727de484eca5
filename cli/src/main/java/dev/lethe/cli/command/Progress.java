package dev.lethe.cli.command;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far something long has come: a bar on a terminal, a line every few seconds elsewhere.
 *
 * <p>Not thread-safe.
 */
final class Progress implements AutoCloseable {
  private static final int TERMINAL_MILLIS = 200;
  private static final int LOG_MILLIS = 5_000;

  private final ProgressBar bar;

  private Progress(ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * @param total what 100 % is
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

  void to(long done) {
    bar.stepTo(done);
  }

  @Override
  public void close() {
    bar.close();
  }
}
