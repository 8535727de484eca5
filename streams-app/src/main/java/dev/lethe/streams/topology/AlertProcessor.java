package dev.lethe.streams.topology;

import dev.lethe.schemas.Alert;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.streams.alert.AlertRule;
import dev.lethe.streams.alert.AlertStates;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Evaluates the rules of alerts on each published record of metrics. */
final class AlertProcessor implements Processor<String, RunMetrics, String, Alert> {
  private final List<AlertRule> rules;
  private final boolean byMethod;
  private ProcessorContext<String, Alert> context;
  private KeyValueStore<String, AlertStates> states;
  private ReadOnlyKeyValueStore<String, Run> runs;

  AlertProcessor(List<AlertRule> rules) {
    this.rules = rules;
    this.byMethod = AlertTopology.needsMethods(rules);
  }

  @Override
  public void init(ProcessorContext<String, Alert> newContext) {
    context = newContext;
    states = context.getStateStore(AlertTopology.STATES);
    runs = byMethod ? context.getStateStore(AlertTopology.RUNS) : null;
  }

  @Override
  public void process(Record<String, RunMetrics> record) {
    String run = record.key();
    AlertStates known = states.get(run);
    AlertStates state = known == null ? new AlertStates() : known;
    for (Alert alert : state.update(rules, record.value(), method(run))) {
      context.forward(new Record<>(run, alert, record.timestamp()));
    }
    if (state.isChanged()) {
      states.put(run, state.isEmpty() ? null : state);
    }
  }

  private Optional<String> method(String run) {
    return byMethod ? Optional.ofNullable(runs.get(run)).map(Run::getMethod) : Optional.empty();
  }
}
