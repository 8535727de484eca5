package dev.lethe.scenarios;

import dev.lethe.common.text.Suggestions;
import java.util.List;

/** What the label of an example of a {@code split} stream says. */
public enum Labels {
  /** Its class among all classes: class-incremental, or task-incremental. */
  GLOBAL,
  /** The place of its class among those of its task: domain-incremental. */
  WITHIN_TASK;

  private static final List<String> NAMES = List.of("global", "within-task");

  /** Reads {@code global} or {@code within-task}. */
  public static Labels parse(String name) {
    return switch (name) {
      case "global" -> GLOBAL;
      case "within-task" -> WITHIN_TASK;
      default -> throw Suggestions.unknown("labels", name, NAMES);
    };
  }
}
