package dev.lethe.streams.readmodel;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunMetrics;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run and its newest metrics.
 *
 * @param run name of the run
 * @param state LIVE, RECOVERING, PAUSED, STOPPED or FAILED
 * @param method method expression
 * @param model model expression
 * @param seed seed of all random numbers
 * @param batchSize fresh examples in a learning step
 * @param features number of features of an example
 * @param classes number of classes
 * @param windowRule rule that cuts task windows
 * @param startedAt epoch milliseconds
 * @param updatedAt epoch milliseconds of the newest record of the run or its metrics
 * @param reason reason for states FAILED and RECOVERING, or null
 * @param settings other settings of the run
 * @param metrics newest metrics, or null before the first
 */
public record RunView(
    String run,
    String state,
    String method,
    String model,
    long seed,
    int batchSize,
    int features,
    int classes,
    String windowRule,
    long startedAt,
    long updatedAt,
    String reason,
    Map<String, String> settings,
    @JsonSerialize(using = AvroJson.class) RunMetrics metrics) {

  static RunView of(Run run, RunMetrics metrics, long updatedAt) {
    return new RunView(
        run.getRun(),
        run.getState().name(),
        run.getMethod(),
        run.getModel(),
        run.getSeed(),
        run.getBatchSize(),
        run.getFeatures(),
        run.getClasses(),
        run.getWindows(),
        run.getStartedAt().toEpochMilli(),
        updatedAt,
        run.getReason(),
        new TreeMap<>(run.getSettings()),
        metrics);
  }
}
