package dev.lethe.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.cli.replay.ReplayMetrics;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints the result of a replay, as text or as a JSON object. */
final class ReplayReport {
  private final PrintWriter out;
  private final boolean json;

  /**
   * @param json true for a JSON object
   */
  ReplayReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** Prints facts in their order. */
  void print(Map<String, Object> facts) {
    if (json) {
      out.println(toJson(facts));
    } else {
      facts.forEach((key, value) -> out.printf("%-16s %s%n", key, value));
    }
    out.flush();
  }

  /**
   * Prints facts and metrics.
   *
   * @param facts facts in their order; receives the metrics
   */
  void print(Map<String, Object> facts, ReplayMetrics.Summary summary) {
    if (json) {
      facts.put("onlineAccuracy", number(summary.onlineAccuracy()));
      facts.put("averageAccuracy", number(summary.averageAccuracy()));
      facts.put("learningAccuracy", number(summary.learningAccuracy()));
      facts.put("forgetting", number(summary.forgetting()));
      facts.put("backwardTransfer", number(summary.backwardTransfer()));
      facts.put("windows", summary.windows().stream().map(ReplayReport::row).toList());
    } else {
      table(summary.windows()).print(out);
      facts.put("online accuracy", percent(summary.onlineAccuracy()));
      facts.put("accuracy", percent(summary.averageAccuracy()));
      facts.put("forgetting", points(summary.forgetting()));
    }
    print(facts);
  }

  private static TextTable table(List<ReplayMetrics.Window> windows) {
    var table = new TextTable("window", "task", "examples", "online", "accuracy", "forgetting");
    for (ReplayMetrics.Window window : windows) {
      table.add(
          Integer.toString(window.window()),
          String.valueOf(window.task()),
          Long.toString(window.predictions()),
          percent(window.onlineAccuracy()),
          percent(window.averageAccuracy()),
          points(window.forgetting()));
    }
    return table;
  }

  private static Map<String, Object> row(ReplayMetrics.Window window) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("window", window.window());
    row.put("task", window.task());
    row.put("predictions", window.predictions());
    row.put("onlineAccuracy", number(window.onlineAccuracy()));
    row.put("averageAccuracy", number(window.averageAccuracy()));
    row.put("forgetting", number(window.forgetting()));
    return row;
  }

  private static Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : "%.1f %%".formatted(100 * share);
  }

  private static String points(double difference) {
    return Double.isNaN(difference) ? "-" : "%.1f points".formatted(100 * difference);
  }

  private static String toJson(Map<String, Object> facts) {
    try {
      return new ObjectMapper().writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and strings are always writable", e);
    }
  }
}
