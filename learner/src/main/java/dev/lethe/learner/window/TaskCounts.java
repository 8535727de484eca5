package dev.lethe.learner.window;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts examples of one window by task. Keeps the newest {@value #MAX_TASKS} tasks only. */
public final class TaskCounts implements Stateful {
  private static final int MAX_TASKS = 1000;

  // oldest first
  private final Map<String, Long> counts = new LinkedHashMap<>();

  /** Counts an example of a task and returns the count of the task. */
  public long add(String task) {
    long count = counts.merge(task, 1L, Long::sum);
    if (counts.size() > MAX_TASKS) {
      Iterator<String> oldest = counts.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return count;
  }

  /** Returns true if an example of the task has been counted. */
  public boolean contains(String task) {
    return counts.containsKey(task);
  }

  void clear() {
    counts.clear();
  }

  @Override
  public void save(StateWriter out) {
    out.put(counts.size());
    counts.forEach((task, count) -> out.put(task).put(count));
  }

  @Override
  public void restore(StateReader in) {
    counts.clear();
    for (int i = in.getCount("tasks of a window", MAX_TASKS); i > 0; i--) {
      counts.put(in.getText(), in.getLong());
    }
  }
}
