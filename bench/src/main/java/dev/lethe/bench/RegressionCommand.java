package dev.lethe.bench;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.regression.SlowRegression;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import dev.lethe.bench.run.SeedRange;
import dev.lethe.bench.run.SeedReport;
import dev.lethe.bench.run.Trial;
import dev.lethe.bench.run.Unit;
import dev.lethe.bench.store.ParallelRuns;
import dev.lethe.bench.store.PlannedRun;
import dev.lethe.bench.store.ResultStore;
import dev.lethe.bench.store.RunKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Runs methods on a slowly changing regression, which shows whether a network loses plasticity. */
@Command(
    name = "bench/regression",
    description =
        "Runs methods on a slowly changing regression for several seeds and prints the squared error"
            + " over time. Stores each run as a line of JSON in bench/results-data and does not"
            + " repeat stored runs.",
    mixinStandardHelpOptions = true)
public final class RegressionCommand implements Callable<Integer> {
  private static final List<String> DEFAULT_METHODS =
      List.of("naive+sgd(lr=0.01)", "naive+cbp(rate=0.0001,maturity=100)+sgd(lr=0.01)");
  private static final List<String> PROTOCOL_OPTIONS = List.of("--model", "--steps", "--bin");

  @Spec private CommandSpec command;
  @Mixin private RegressionOptions options;
  @Mixin private StoreOptions storeOptions = new StoreOptions(2);

  @Option(
      names = "--method",
      paramLabel = "EXPRESSION",
      description =
          "naive, with plasticity, activation and optimizer. Repeatable. Default: plain SGD, and"
              + " continual backpropagation.")
  private List<String> methods = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "RANGE",
      defaultValue = "1-5",
      description = "One seed, or a range such as 1-30. Default: ${DEFAULT-VALUE}.")
  private String seeds;

  @Override
  public Integer call() throws Exception {
    ResultStore store = storeOptions.open();
    Set<Metric> metrics = Set.copyOf(Metric.ofRegression(true));
    List<RunKey> keys = new ArrayList<>();
    List<PlannedRun> missing = new ArrayList<>();
    for (String text : methods.isEmpty() ? DEFAULT_METHODS : methods) {
      String method = text.replace(" ", "");
      Trial trial = options.trial(method, (seed, bins) -> printProgress(method, seed, bins));
      for (long seed : SeedRange.parse(seeds).seeds()) {
        RunKey key = new RunKey(protocol(), method, seed);
        keys.add(key);
        if (store.find(key, metrics).isEmpty()) {
          missing.add(new PlannedRun(SlowRegression.NAME + "/" + method, trial, key));
        }
      }
    }
    ParallelRuns.store(missing, store, storeOptions.threads());
    print(keys, store);
    return 0;
  }

  /** Returns the options that were given, as texts, so that the targets find the same runs. */
  private Protocol protocol() {
    Map<String, String> given = new TreeMap<>(Map.of(Protocol.STREAM, SlowRegression.NAME));
    ParseResult parsed = command.commandLine().getParseResult();
    for (String option : PROTOCOL_OPTIONS) {
      if (parsed.hasMatchedOption(option)) {
        given.put(option.substring(2), parsed.matchedOption(option).originalStringValues().get(0));
      }
    }
    return new Protocol(given);
  }

  private static void printProgress(String method, long seed, List<Double> bins) {
    if (bins.size() % 10 == 0) {
      System.err.printf(
          "%s seed %d: bin %d, error %.3f%n", method, seed, bins.size(), bins.get(bins.size() - 1));
    }
  }

  private static void print(List<RunKey> keys, ResultStore store) {
    Map<String, List<Result>> byMethod = new TreeMap<>();
    for (RunKey key : keys) {
      byMethod
          .computeIfAbsent(key.method(), method -> new ArrayList<>())
          .add(store.find(key).orElseThrow());
    }
    byMethod.forEach(
        (method, results) -> {
          System.out.print(SeedReport.text(method, results));
          System.out.println("  bins, mean: " + String.join(" ", binMeans(results)));
        });
  }

  private static List<String> binMeans(List<Result> results) {
    List<String> means = new ArrayList<>();
    for (int i = 0; i < results.get(0).bins().size(); i++) {
      int bin = i;
      // a diverged run has bins that are not finite, and so has their mean
      means.add(
          Unit.NUMBER.text(
              results.stream().mapToDouble(run -> run.bins().get(bin)).average().orElseThrow()));
    }
    return means;
  }

  public static void main(String[] args) {
    Launcher.main(new RegressionCommand(), args);
  }
}
