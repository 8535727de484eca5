package dev.lethe.bench;

import dev.lethe.cli.command.FeedOptions;
import dev.lethe.cli.command.RunOptions;
import dev.lethe.cli.command.ScorecardOptions;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Methods over one scenario and several seeds, with mean and 95 % confidence interval. */
@Command(
    name = "bench/run",
    description =
        "Runs methods over a scenario for several seeds straight through the learner, in memory;"
            + " each seed gives the same bits as a live run with it.",
    mixinStandardHelpOptions = true)
public final class MethodBench implements Callable<Integer> {
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
      description = "Seeds that run at the same time. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Override
  public Integer call() throws Exception {
    ReferenceNetworks references = scorecard.references().orElse(ReferenceNetworks.NONE);
    List<Long> all = SeedRange.parse(seeds);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (MethodExpression method : runs.methods(List.of("naive", "er(memory=500)"))) {
        var trial = new ClassTrial(runs, feed, method, references);
        List<Future<Result>> running =
            all.stream().map(seed -> pool.submit(() -> trial.run(seed))).toList();
        List<Result> done = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
          done.add(running.get(i).get());
          System.err.printf(
              "%s seed %d: %.2f (%d of %d)%n",
              method, all.get(i), 100 * headline(done.get(i)), i + 1, all.size());
        }
        System.out.print(report(method.toString(), done));
      }
    } finally {
      pool.shutdownNow();
    }
    return 0;
  }

  private static double headline(Result run) {
    return run.figure(Metric.CLASS).or(() -> run.figure(Metric.PREQUENTIAL)).orElse(Double.NaN);
  }

  /**
   * One line for each figure that exists in all runs; the no-change floor only of a stream that has
   * no holdouts, as elsewhere the order of labels is ours.
   */
  static String report(String method, List<Result> runs) {
    var text = new StringBuilder(method).append('\n');
    boolean holdouts = runs.stream().allMatch(run -> run.figure(Metric.CLASS).isPresent());
    for (Metric figure : Metric.values()) {
      List<Double> values =
          runs.stream().map(run -> run.figure(figure)).flatMap(Optional::stream).toList();
      if (values.size() == runs.size() && !(holdouts && figure == Metric.NO_CHANGE)) {
        text.append(
            "  %-36s %s%n".formatted(figure.title(), Summary.of(values).text(figure.unit())));
      }
    }
    return text.toString();
  }

  public static void main(String[] args) {
    Launch.main(new MethodBench(), args);
  }
}
