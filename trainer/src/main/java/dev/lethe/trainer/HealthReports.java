package dev.lethe.trainer;

import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.alarm.InputAlarms;
import dev.lethe.trainer.output.RunPublisher;
import dev.lethe.trainer.output.ServiceMetrics;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Decides when a run publishes its health, and reviews the alarms of its input before.
 *
 * <p>Owned by the run's thread.
 */
final class HealthReports {
  /** Seconds between health records under load, and before an idle run corrects its last one. */
  private static final double SECONDS = 1;

  /** Seconds between health records of an idle run: they show its age and that it is alive. */
  private static final double IDLE_SECONDS = 10;

  private final AlarmBoard board;
  private final InputAlarms alarms;
  private final ServiceMetrics service;
  private LongSupplier lag = () -> 0;
  private Supplier<Map<String, Double>> further = Map::of;
  private long reportedChanges;
  private boolean paused;

  /**
   * @param board alarms of the run
   * @param alarms alarms of its input
   */
  HealthReports(AlarmBoard board, InputAlarms alarms, Clock clock) {
    this.board = board;
    this.alarms = alarms;
    this.service = new ServiceMetrics(System::nanoTime, () -> lag.getAsLong(), clock);
  }

  /** Returns the counts and rates of the service. */
  ServiceMetrics service() {
    return service;
  }

  /**
   * Starts to report the lag of a live run.
   *
   * @param liveLag records between the run's position and the end of the input
   * @param metrics returns further metrics for health records
   */
  void live(LongSupplier liveLag, Supplier<Map<String, Double>> metrics) {
    lag = liveLag;
    further = metrics;
  }

  /** Starts or ends a pause, in which the input raises no alarms. */
  void paused(boolean now) {
    paused = now;
    alarms.restart();
  }

  /**
   * Publishes a health record within the open transaction.
   *
   * @param eventTime largest event time, ms since the epoch
   */
  void publish(RunPublisher publisher, long eventTime) {
    reviewAlarms();
    reportedChanges = board.changes();
    publisher.publishHealth(eventTime, further.get());
  }

  /** Returns true if the newest health record is old enough for the next one. */
  boolean isDue() {
    return service.secondsSinceReport() >= SECONDS;
  }

  /** Returns true if an idle run should publish a health record. */
  boolean isIdleDue() {
    if (!isDue()) {
      return false;
    }
    reviewAlarms();
    return service.isReportOutdated()
        || board.changes() != reportedChanges
        || service.secondsSinceReport() >= IDLE_SECONDS;
  }

  private void reviewAlarms() {
    board.replace("input", paused ? List.of() : alarms.alarms(lag.getAsLong()));
  }
}
