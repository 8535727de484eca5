package dev.lethe.streams.alert;

import dev.lethe.schemas.Alert;
import dev.lethe.schemas.AlertState;
import dev.lethe.schemas.RunMetrics;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Alerts of one run whose condition holds, by rule. The changes depend on the metrics and on the
 * rules only: time is the event time of the metrics.
 */
public final class AlertStates {
  private static final int VERSION = 1;

  /**
   * An alert whose condition holds.
   *
   * @param condition text of its rule
   * @param since event time since which it holds, ms since the epoch
   * @param firing true once it has held for the time of the rule
   */
  private record Held(String condition, long since, boolean firing) {}

  private final Map<String, Held> held = new LinkedHashMap<>();
  private boolean changed;

  /** Returns true if nothing holds, so that the state need not be kept. */
  public boolean isEmpty() {
    return held.isEmpty();
  }

  /** Returns true if the state has changed since it was read. */
  public boolean isChanged() {
    return changed;
  }

  /**
   * Evaluates the rules on the newest metrics.
   *
   * @param method method of the run; empty if it is not known yet, so that rules for methods wait
   * @return alerts that begin to fire or are resolved
   */
  public List<Alert> update(List<AlertRule> rules, RunMetrics metrics, Optional<String> method) {
    List<Alert> changes = new ArrayList<>();
    var gone = new ArrayList<>(held.keySet());
    for (AlertRule rule : rules) {
      if (rule.method().isPresent() && method.isEmpty()) {
        gone.remove(rule.name());
      } else if (rule.matches(metrics.getRun(), method.orElse(""))) {
        gone.remove(rule.name());
        evaluate(rule, metrics).ifPresent(changes::add);
      }
    }
    for (String name : gone) {
      Held last = held.get(name);
      end(name, last.condition(), metrics, Optional.empty()).ifPresent(changes::add);
    }
    return changes;
  }

  private Optional<Alert> evaluate(AlertRule rule, RunMetrics metrics) {
    AlertRule.Result result = rule.evaluate(metrics);
    if (!result.holds()) {
      return held.containsKey(rule.name())
          ? end(rule.name(), rule.condition(), metrics, result.value())
          : Optional.empty();
    }
    long now = metrics.getEventTime().toEpochMilli();
    Held last = held.get(rule.name());
    long since = last == null ? now : last.since();
    boolean firing = last != null && last.firing();
    boolean begins = !firing && now - since >= rule.duration().toMillis();
    var next = new Held(rule.condition(), since, firing || begins);
    if (!next.equals(last)) {
      held.put(rule.name(), next);
      changed = true;
    }
    return begins
        ? Optional.of(alert(rule.name(), next, AlertState.FIRING, metrics, result.value()))
        : Optional.empty();
  }

  private Optional<Alert> end(
      String rule, String condition, RunMetrics metrics, Optional<AlertMetric.Value> value) {
    Held last = held.remove(rule);
    changed = true;
    return last.firing()
        ? Optional.of(
            alert(
                rule, new Held(condition, last.since(), true), AlertState.RESOLVED, metrics, value))
        : Optional.empty();
  }

  private static Alert alert(
      String rule,
      Held held,
      AlertState state,
      RunMetrics metrics,
      Optional<AlertMetric.Value> value) {
    return new Alert(
        metrics.getRun(),
        rule,
        held.condition(),
        state,
        value.map(AlertMetric.Value::number).orElse(null),
        value.map(AlertMetric.Value::window).orElse(null),
        Instant.ofEpochMilli(held.since()),
        metrics.getEventTime());
  }

  /** Writes the state. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(held.size());
    for (var entry : held.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeUTF(entry.getValue().condition());
      out.writeLong(entry.getValue().since());
      out.writeBoolean(entry.getValue().firing());
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static AlertStates readFrom(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("state version: got %d, expected %d".formatted(version, VERSION));
    }
    var states = new AlertStates();
    for (int left = in.readInt(); left > 0; left--) {
      states.held.put(in.readUTF(), new Held(in.readUTF(), in.readLong(), in.readBoolean()));
    }
    return states;
  }
}
