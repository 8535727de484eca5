package dev.lethe.trainer.alarm;

import dev.lethe.learner.stream.Alarm;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alarms of a run that are raised now, by name. An alarm is announced once when it is raised and
 * once when it clears, in the log and on the console; a change of its text is not.
 *
 * <p>Thread-safe. Outlives the run's sessions.
 */
public final class AlarmBoard {
  private static final Logger LOGGER = LoggerFactory.getLogger(AlarmBoard.class);

  private final String run;
  private final Consumer<String> console;
  private final Clock clock;
  private final Map<String, List<Alarm>> bySource = new LinkedHashMap<>();
  private final Map<String, Instant> since = new TreeMap<>();
  private long changes;

  /**
   * @param console receives a line for each alarm that is raised or cleared
   */
  public AlarmBoard(String run, Consumer<String> console, Clock clock) {
    this.run = run;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Replaces the alarms of one source: new ones are raised, missing ones cleared. If two sources
   * raise an alarm of the same name, the board shows the one of the source that came first.
   *
   * @param source part of the run that detects the alarms, e.g. {@code learner}
   */
  public synchronized void replace(String source, Collection<Alarm> alarms) {
    bySource.put(source, List.copyOf(alarms));
    Map<String, Alarm> raised = byName();
    Set<String> cleared = new HashSet<>(since.keySet());
    cleared.removeAll(raised.keySet());
    cleared.forEach(this::clear);
    raised.values().stream().filter(a -> !since.containsKey(a.name())).forEach(this::raise);
  }

  /** Announces a problem that needs no attention later. */
  public void warn(String text) {
    LOGGER.atWarn().addKeyValue("run", run).log(text);
    console.accept("run %s: %s".formatted(run, text));
  }

  /** Returns the alarms that are raised, ordered by name. */
  public synchronized List<dev.lethe.schemas.Alarm> raised() {
    var records = new ArrayList<dev.lethe.schemas.Alarm>();
    byName()
        .forEach(
            (name, alarm) ->
                records.add(new dev.lethe.schemas.Alarm(name, alarm.text(), since.get(name))));
    return records;
  }

  /** Number of alarms raised and cleared so far; it grows whenever {@link #raised} changes. */
  public synchronized long changes() {
    return changes;
  }

  private Map<String, Alarm> byName() {
    var raised = new TreeMap<String, Alarm>();
    bySource.values().forEach(alarms -> alarms.forEach(a -> raised.putIfAbsent(a.name(), a)));
    return raised;
  }

  private void raise(Alarm alarm) {
    since.put(alarm.name(), clock.instant());
    changes++;
    LOGGER
        .atWarn()
        .addKeyValue("run", run)
        .addKeyValue("alarm", alarm.name())
        .log("alarm: {}", alarm.text());
    console.accept("ALARM run %s: %s: %s".formatted(run, alarm.name(), alarm.text()));
  }

  private void clear(String name) {
    since.remove(name);
    changes++;
    LOGGER.atInfo().addKeyValue("run", run).addKeyValue("alarm", name).log("alarm cleared");
    console.accept("run %s: alarm cleared: %s".formatted(run, name));
  }
}
