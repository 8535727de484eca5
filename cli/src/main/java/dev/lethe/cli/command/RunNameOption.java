package dev.lethe.cli.command;

import dev.lethe.learner.method.MethodExpression;
import java.util.List;
import picocli.CommandLine.Option;

/** What live runs are called. */
final class RunNameOption {
  @Option(
      names = "--run",
      paramLabel = "NAME",
      description =
          "Name of the run; where there are several methods, what the names of their runs begin"
              + " with. The same name continues the same run, with the settings that it began with."
              + " Default: made of method and seed.")
  private String run;

  /** The name of the run of one of the methods. */
  String of(MethodExpression method, List<MethodExpression> methods, long seed) {
    String own = RunOptions.runName(method, seed);
    if (run == null) {
      return own;
    }
    return methods.size() == 1 ? run : run + "-" + own;
  }
}
