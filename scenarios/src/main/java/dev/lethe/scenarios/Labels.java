package dev.lethe.scenarios;

import dev.lethe.common.text.Suggestions;
import java.util.List;

/** Labels of the examples of a {@code split} stream. */
public enum Labels {
  /** Class among all classes: class-incremental or task-incremental. */
  GLOBAL,
  /** Position of the class among the classes of its task: domain-incremental. */
  WITHIN_TASK;

  private static final List<String> NAMES = List.of("global", "within-task");

  /**
   * Parses {@code global} or {@code within-task}.
   *
   * @throws IllegalArgumentException if the name is unknown
   */
  public static Labels parse(String name) {
    return switch (name) {
      case "global" -> GLOBAL;
      case "within-task" -> WITHIN_TASK;
      default -> throw Suggestions.unknown("labels", name, NAMES);
    };
  }
}
