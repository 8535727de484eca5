package dev.lethe.bench;

import dev.lethe.bench.run.ClassTrial;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import dev.lethe.bench.run.SeedRange;
import dev.lethe.bench.run.SeedReport;
import dev.lethe.bench.run.Trial;
import dev.lethe.cli.options.DatasetReport;
import dev.lethe.cli.options.FeedOptions;
import dev.lethe.cli.options.LearnerSettings;
import dev.lethe.cli.options.RunOptions;
import dev.lethe.cli.options.ScorecardOptions;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.scenarios.StreamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs methods on a scenario for several seeds. */
@Command(
    name = "bench/run",
    description =
        "Runs methods on a scenario for several seeds, in memory, and prints each metric with its"
            + " 95 %% confidence interval. A seed gives the same bits as in a live run.",
    mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions runs;
  @Mixin private FeedOptions feed;
  @Mixin private ScorecardOptions scorecard;

  @Option(
      names = "--seeds",
      paramLabel = "RANGE",
      defaultValue = "1-5",
      description = "One seed, or a range such as 1-40. Default: ${DEFAULT-VALUE}.")
  private String seeds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Number of parallel runs. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Override
  public Integer call() throws Exception {
    ReferenceNetworks references = scorecard.references().orElse(ReferenceNetworks.NONE);
    List<Long> allSeeds = SeedRange.parse(seeds).seeds();
    List<MethodExpression> methods = runs.methods(List.of("naive", "er(memory=500)"));
    LearnerSettings settings = runs.settings();
    StreamSpec stream = feed.spec();
    if (stream.dataset().isTable()) {
      DatasetReport.print(stream.stream(allSeeds.get(0)).dataset(), spec.commandLine().getErr());
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (MethodExpression method : methods) {
        Trial trial = new ClassTrial(stream, settings, method, references);
        List<Future<Result>> running =
            allSeeds.stream().map(seed -> pool.submit(() -> trial.run(seed))).toList();
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
          results.add(running.get(i).get());
          System.err.printf(
              "%s seed %d: %.2f %% (%d of %d)%n",
              method, allSeeds.get(i), 100 * accuracy(results.get(i)), i + 1, allSeeds.size());
        }
        System.out.print(SeedReport.text(method.toString(), results));
      }
    } finally {
      pool.shutdownNow();
    }
    return 0;
  }

  private static double accuracy(Result run) {
    return run.value(Metric.CLASS).or(() -> run.value(Metric.PREQUENTIAL)).orElse(Double.NaN);
  }

  public static void main(String[] args) {
    Launcher.main(new RunCommand(), args);
  }
}
