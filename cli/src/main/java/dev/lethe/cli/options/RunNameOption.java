package dev.lethe.cli.options;

import dev.lethe.learner.method.MethodExpression;
import java.util.List;
import picocli.CommandLine.Option;

/** Option for the names of live runs. */
public final class RunNameOption {
  @Option(
      names = "--run",
      paramLabel = "NAME",
      description =
          "Name of the run; with several methods, the prefix of the names of their runs. The same"
              + " name continues the same run, with its original settings. Default: derived from"
              + " method and seed.")
  private String run;

  /** Returns the name of the run of one of the methods. */
  public String name(MethodExpression method, List<MethodExpression> methods, long seed) {
    String derived = RunOptions.runName(method, seed);
    if (run == null) {
      return derived;
    }
    return methods.size() == 1 ? run : run + "-" + derived;
  }
}
