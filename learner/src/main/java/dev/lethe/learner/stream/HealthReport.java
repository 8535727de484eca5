package dev.lethe.learner.stream;

import java.util.List;
import java.util.Map;

/**
 * Health of a learner after a learning step.
 *
 * @param step learning steps completed
 * @param window number of the current task window, -1 before the first
 * @param metrics metrics by name, in dot.case; see {@link LearnerListener#health}
 * @param alarms all alarms that hold now; an alarm that has cleared is absent
 */
public record HealthReport(long step, int window, Map<String, Double> metrics, List<Alarm> alarms) {

  public HealthReport {
    metrics = Map.copyOf(metrics);
    alarms = List.copyOf(alarms);
  }
}
