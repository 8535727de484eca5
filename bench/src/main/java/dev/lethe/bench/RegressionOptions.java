package dev.lethe.bench;

import dev.lethe.bench.regression.RegressionTrial;
import dev.lethe.bench.regression.SlowRegression;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import picocli.CommandLine.Option;

/** Options of a regression. */
final class RegressionOptions {
  @Option(
      names = "--stream",
      paramLabel = "NAME",
      defaultValue = SlowRegression.NAME,
      description = "The stream; only slow-regression is available. Default: ${DEFAULT-VALUE}.")
  private String stream;

  @Option(
      names = "--model",
      paramLabel = "EXPRESSION",
      defaultValue = RegressionTrial.DEFAULT_MODEL,
      description = "The network. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "" + RegressionTrial.DEFAULT_STEPS,
      description = "Number of steps, with one example each. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--bin",
      paramLabel = "N",
      defaultValue = "" + RegressionTrial.DEFAULT_BIN,
      description = "Steps over which the error is averaged. Default: ${DEFAULT-VALUE}.")
  private int bin;

  RegressionTrial trial(String method, RegressionTrial.Progress progress) {
    SlowRegression.requireName(stream);
    return new RegressionTrial(
        MethodExpression.parse(method), ModelSpec.parse(model), steps, bin, progress);
  }
}
