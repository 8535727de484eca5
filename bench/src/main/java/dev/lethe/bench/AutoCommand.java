package dev.lethe.bench;

import dev.lethe.bench.run.ClassTrial;
import dev.lethe.bench.run.PromotedTrial;
import dev.lethe.bench.run.SeedRange;
import dev.lethe.cli.options.FeedOptions;
import dev.lethe.cli.options.LearnerSettings;
import dev.lethe.cli.options.Portfolio;
import dev.lethe.cli.options.PromotionOptions;
import dev.lethe.cli.options.RunOptions;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.scenarios.StreamSpec;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a promotion among methods against its best member. */
@Command(
    name = "bench/auto",
    description =
        "Runs methods on a stream, in memory, promotes among them as ./lethe up --promote does, and"
            + " compares what is served with the best member, by the objective.",
    mixinStandardHelpOptions = true)
public final class AutoCommand implements Callable<Integer> {
  /** As in {@code up}. */
  private static final int EVALUATION_INTERVAL = 100;

  @Mixin private RunOptions runs;
  @Mixin private FeedOptions feed;
  @Mixin private PromotionOptions promotion;

  @Option(
      names = "--seeds",
      paramLabel = "RANGE",
      defaultValue = "1-3",
      description = "One seed, or a range such as 1-10. Default: ${DEFAULT-VALUE}.")
  private String seeds;

  @Override
  public Integer call() {
    List<MethodExpression> methods = runs.methods(List.of(Portfolio.NAME));
    LearnerSettings settings = runs.settings(EVALUATION_INTERVAL);
    StreamSpec stream = feed.spec();
    var trial =
        new PromotedTrial(
            promotion.rule(),
            methods.stream()
                .map(method -> new ClassTrial(stream, settings, method, ReferenceNetworks.NONE))
                .toList());
    PrintStream out = System.out;
    for (int i = 0; i < methods.size(); i++) {
      out.printf("%d: %s%n", i, methods.get(i));
    }
    List<Double> differences = new ArrayList<>();
    List<Double> served = new ArrayList<>();
    for (long seed : SeedRange.parse(seeds).seeds()) {
      PromotedTrial.Outcome outcome = trial.run(seed);
      differences.add(outcome.served() - outcome.best());
      served.add(outcome.served());
      out.printf(
          "seed %d, %s: served %.2f %%, members %s %%, switches %s%n",
          seed,
          outcome.objective().name().toLowerCase(java.util.Locale.ROOT),
          100 * outcome.served(),
          outcome.accuracies().stream()
              .map(accuracy -> "%.2f".formatted(100 * accuracy))
              .collect(Collectors.joining(" ")),
          outcome.switches());
    }
    out.printf(
        "mean of %d seeds: served %.2f %%, less the best member %+.2f points (worst %+.2f)%n",
        served.size(),
        100 * mean(served),
        100 * mean(differences),
        100 * differences.stream().mapToDouble(each -> each).min().orElse(Double.NaN));
    return 0;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
  }

  public static void main(String[] args) {
    Launcher.main(new AutoCommand(), args);
  }
}
