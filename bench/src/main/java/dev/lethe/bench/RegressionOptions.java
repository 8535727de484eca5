package dev.lethe.bench;

import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import picocli.CommandLine.Option;

/** What is regressed, by what model, and for how long. */
final class RegressionOptions {
  static final String STREAM = "slow-regression";

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      defaultValue = STREAM,
      description = "The stream; there is slow-regression alone. Default: ${DEFAULT-VALUE}.")
  private String stream;

  @Option(
      names = "--model",
      paramLabel = "EXPRESSION",
      defaultValue = "mlp(hidden=5,init=kaiming)",
      description = "The network. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Examples, one per learning step. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--bin",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Steps over which the error is averaged. Default: ${DEFAULT-VALUE}.")
  private int bin;

  RegressionTrial trial(MethodExpression method, RegressionTrial.Progress progress) {
    if (!stream.equals(STREAM)) {
      throw new IllegalArgumentException(
          "stream: got '%s', expected '%s', or dataset for one of classes"
              .formatted(stream, STREAM));
    }
    return new RegressionTrial(method.complete(), ModelSpec.parse(model), steps, bin, progress);
  }
}
