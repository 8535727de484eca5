package dev.lethe.learner.alarm;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Alarm;
import java.util.Optional;

/**
 * Raises an alarm when an event happens too often: at least {@code limit} times in a period of
 * {@code period} occasions. Clears at the end of a period with fewer.
 */
final class Share implements Detector {
  private final String name;
  private final String text;
  private final int period;
  private final int limit;
  private int occasions;
  private int events;
  private boolean raised;

  /**
   * @param text text of the alarm
   */
  Share(String name, String text, int period, int limit) {
    this.name = name;
    this.text = text;
    this.period = period;
    this.limit = limit;
  }

  void add(boolean event) {
    occasions++;
    events += event ? 1 : 0;
    raised |= events >= limit;
    if (occasions == period) {
      raised = events >= limit;
      occasions = 0;
      events = 0;
    }
  }

  @Override
  public Optional<Alarm> alarm() {
    return raised ? Optional.of(new Alarm(name, text)) : Optional.empty();
  }

  @Override
  public void save(StateWriter out) {
    out.put(occasions).put(events).put(raised);
  }

  @Override
  public void restore(StateReader in) {
    occasions = in.getInt();
    events = in.getInt();
    raised = in.getBoolean();
  }
}
