package dev.lethe.bench.protocol;

import dev.lethe.bench.regression.RegressionTrial;
import dev.lethe.bench.regression.SlowRegression;
import dev.lethe.bench.run.ClassTrial;
import dev.lethe.cli.options.LearnerSettings;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.guard.GuardRule;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.window.WindowRule;
import dev.lethe.scenarios.ClassOrder;
import dev.lethe.scenarios.Labels;
import dev.lethe.scenarios.Scaling;
import dev.lethe.scenarios.ScenarioOptions;
import dev.lethe.scenarios.StreamSpec;
import dev.lethe.scenarios.data.DatasetSpec;
import dev.lethe.scenarios.data.Header;
import dev.lethe.scenarios.data.Missing;
import dev.lethe.scenarios.data.TableOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Converts the options of a protocol to a trial. Names, values and defaults are those of the
 * options of {@code bench/run} and {@code bench/regression}.
 */
final class ProtocolReader {
  private ProtocolReader() {}

  static ClassTrial classTrial(Map<String, String> options, String method, Optional<Path> dataDir) {
    var values = new OptionValues(options);
    var trial =
        new ClassTrial(
            new StreamSpec(
                dataset(values, dataDir),
                values.text("scenario", StreamSpec.DEFAULT_SCENARIO),
                scenario(values)),
            learner(values),
            MethodExpression.parse(method)
                .withDefault(values.text("optimizer", LearnerSettings.DEFAULT_OPTIMIZER)),
            ReferenceNetworks.NONE);
    values.requireAllRead();
    return trial;
  }

  private static DatasetSpec dataset(OptionValues values, Optional<Path> dataDir) {
    return new DatasetSpec(
        values.text("dataset", DatasetSpec.DEFAULT_NAME),
        dataDir,
        values.integer("pad", 0),
        values.integer(Protocol.VALIDATION),
        values.flag("last-label"),
        table(values));
  }

  private static TableOptions table(OptionValues values) {
    TableOptions table = TableOptions.DEFAULT;
    return new TableOptions(
        values.text("label-column"),
        values.text("header").map(Header::parse).orElse(table.header()),
        values.text("missing").map(Missing::parse).orElse(table.missing()),
        values.text("class-names").map(TableOptions::parseClassNames).orElse(table.classNames()));
  }

  private static ScenarioOptions scenario(OptionValues values) {
    var scenario = ScenarioOptions.builder();
    values.integer("tasks").ifPresent(scenario::tasks);
    values.text("class-order").map(ClassOrder::parse).ifPresent(scenario::classOrder);
    values.text("labels").map(Labels::parse).ifPresent(scenario::labels);
    values.integer("per-task").ifPresent(scenario::perTask);
    values.integer("evaluate-per-task").ifPresent(scenario::evaluatePerTask);
    values.integer("passes").ifPresent(scenario::passes);
    values.integer("drop-last").ifPresent(scenario::dropLast);
    values.text("normalise").map(Scaling::parse).ifPresent(scenario::scaling);
    return scenario.build();
  }

  private static LearnerSettings learner(OptionValues values) {
    HoldoutRule holdout = HoldoutRule.DEFAULT;
    return new LearnerSettings(
        ModelSpec.parse(values.text("model", LearnerSettings.DEFAULT_MODEL)),
        WindowRule.parse(values.text("windows", LearnerSettings.DEFAULT_WINDOWS)),
        new HoldoutRule(
            values.decimal("holdout-share", holdout.share()),
            values.integer("holdout-capacity", holdout.capacity()),
            values.integer("holdout-windows", holdout.maxWindows())),
        GuardRule.parse(values.text("guard", GuardRule.DEFAULT.toString())),
        values.integer("batch-size", LearnerSettings.DEFAULT_BATCH_SIZE),
        values.integer("evaluate-every", 0));
  }

  static RegressionTrial regressionTrial(Map<String, String> options, String method) {
    var values = new OptionValues(options);
    SlowRegression.requireName(values.text(Protocol.STREAM, SlowRegression.NAME));
    var trial =
        new RegressionTrial(
            MethodExpression.parse(method),
            ModelSpec.parse(values.text("model", RegressionTrial.DEFAULT_MODEL)),
            values.integer("steps", RegressionTrial.DEFAULT_STEPS),
            values.integer("bin", RegressionTrial.DEFAULT_BIN),
            RegressionTrial.Progress.NONE);
    values.requireAllRead();
    return trial;
  }
}
