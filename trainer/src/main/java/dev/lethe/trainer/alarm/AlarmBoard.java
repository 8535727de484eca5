package dev.lethe.trainer.alarm;

import dev.lethe.learner.stream.Alarm;
import java.time.Clock;
import java.time.Duration;
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
 * once when it clears, in the log and on the console. If its text changes, for example because it
 * counts, it is announced again: after 2 s, 4 s, 8 s and so on, at most every 10 minutes.
 *
 * <p>Thread-safe. Outlives the run's sessions.
 */
public final class AlarmBoard {
  private static final Logger LOGGER = LoggerFactory.getLogger(AlarmBoard.class);
  private static final Duration MIN_PAUSE = Duration.ofSeconds(2);
  private static final Duration MAX_PAUSE = Duration.ofMinutes(10);

  /**
   * An alarm as it was announced.
   *
   * @param since when it was raised
   * @param text text that was announced last
   * @param next earliest time to announce another text
   */
  private record Announced(Instant since, String text, Instant next) {}

  private final String run;
  private final Consumer<String> console;
  private final Clock clock;
  private final Map<String, List<Alarm>> bySource = new LinkedHashMap<>();
  private final Map<String, Announced> announced = new TreeMap<>();
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
    Set<String> cleared = new HashSet<>(announced.keySet());
    cleared.removeAll(raised.keySet());
    cleared.forEach(this::clear);
    raised.values().forEach(this::announce);
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
                records.add(
                    new dev.lethe.schemas.Alarm(name, alarm.text(), announced.get(name).since())));
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

  private void announce(Alarm alarm) {
    Instant now = clock.instant();
    Announced last = announced.get(alarm.name());
    if (last == null) {
      changes++;
      announced.put(alarm.name(), new Announced(now, alarm.text(), now.plus(MIN_PAUSE)));
    } else if (alarm.text().equals(last.text()) || now.isBefore(last.next())) {
      return;
    } else {
      announced.put(
          alarm.name(), new Announced(last.since(), alarm.text(), now.plus(pause(last, now))));
    }
    LOGGER
        .atWarn()
        .addKeyValue("run", run)
        .addKeyValue("alarm", alarm.name())
        .log("alarm: {}", alarm.text());
    console.accept("ALARM run %s: %s: %s".formatted(run, alarm.name(), alarm.text()));
  }

  /** Returns the time since the alarm was raised, within the limits, so that pauses double. */
  private static Duration pause(Announced last, Instant now) {
    Duration raised = Duration.between(last.since(), now);
    if (raised.compareTo(MIN_PAUSE) < 0) {
      return MIN_PAUSE;
    }
    return raised.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : raised;
  }

  private void clear(String name) {
    announced.remove(name);
    changes++;
    LOGGER.atInfo().addKeyValue("run", run).addKeyValue("alarm", name).log("alarm cleared");
    console.accept("run %s: alarm cleared: %s".formatted(run, name));
  }
}
