package dev.lethe.bench.tune;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.store.PlannedRun;
import dev.lethe.bench.store.RunKey;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A method with one open setting.
 *
 * @param id group and name, e.g. {@code optimizers/adam}
 * @param protocol protocol of the reported runs
 * @param method expression with the setting's placeholder
 * @param selection rule for the choice of the setting
 */
public record TuningTask(String id, Protocol protocol, String method, Selection selection) {
  private static final String VALIDATION_EXAMPLES = "10000";

  public TuningTask {
    selection.requireMetricOf(id, protocol);
  }

  /** Returns the method with a value of the setting. */
  String methodWith(BigDecimal value) {
    return selection.grid().method(method, value);
  }

  /** Returns a value of the setting as text, e.g. {@code lr=0.1}. */
  String setting(BigDecimal value) {
    return selection.grid().name() + "=" + Grid.text(value);
  }

  RunKey key(BigDecimal value) {
    return new RunKey(selectionProtocol(), methodWith(value), selection.seed());
  }

  PlannedRun run(BigDecimal value, Optional<Path> dataDir) {
    return new PlannedRun(
        id + " " + setting(value),
        selectionProtocol().trial(methodWith(value), dataDir),
        key(value));
  }

  /** Returns the protocol with training examples in place of the test examples. */
  private Protocol selectionProtocol() {
    return protocol.isRegression() || protocol.options().containsKey(Protocol.VALIDATION)
        ? protocol
        : protocol.with(Map.of(Protocol.VALIDATION, VALIDATION_EXAMPLES));
  }
}
