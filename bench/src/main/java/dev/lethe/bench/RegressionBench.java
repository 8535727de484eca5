package dev.lethe.bench;

import dev.lethe.bench.ResultStore.Key;
import dev.lethe.learner.method.MethodExpression;
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

/** Methods over a slowly changing regression: whether a learner stays able to learn. */
@Command(
    name = "bench/regression",
    description =
        "Runs methods over a slowly changing regression for several seeds, keeps every run as a line"
            + " of JSON in bench/results-data, and shows the squared error over time. Runs that are"
            + " kept already are not made again.",
    mixinStandardHelpOptions = true)
public final class RegressionBench implements Callable<Integer> {
  private static final List<String> METHODS =
      List.of("naive+sgd(lr=0.01)", "naive+cbp(rate=0.0001,maturity=100)+sgd(lr=0.01)");
  private static final List<String> OF_PROTOCOL = List.of("--model", "--steps", "--bin");

  @Spec private CommandSpec command;
  @Mixin private RegressionOptions options;
  @Mixin private StoreOptions kept = new StoreOptions(2);

  @Option(
      names = "--method",
      paramLabel = "EXPRESSION",
      description =
          "naive with parts of plasticity, activation and optimizer. Repeatable. Default: plain SGD,"
              + " and continual backpropagation.")
  private List<String> methods = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "RANGE",
      defaultValue = "1-5",
      description = "One seed, or a range such as 1-30. Default: ${DEFAULT-VALUE}.")
  private String seeds;

  @Override
  public Integer call() throws Exception {
    ResultStore store = kept.open();
    Set<Metric> metrics = Set.copyOf(Metric.ofRegression(true));
    List<Key> wanted = new ArrayList<>();
    List<Runs.Run> missing = new ArrayList<>();
    for (String text : methods.isEmpty() ? METHODS : methods) {
      String method = text.replace(" ", "");
      Trial trial =
          options.trial(
              MethodExpression.parse(method), (seed, bins) -> progress(method, seed, bins));
      for (long seed : SeedRange.parse(seeds)) {
        Key key = new Key(protocol(), method, seed);
        wanted.add(key);
        if (store.find(key, metrics).isEmpty()) {
          missing.add(new Runs.Run(RegressionOptions.STREAM + "/" + method, trial, key));
        }
      }
    }
    Runs.keep(missing, store, kept.threads());
    report(wanted, store);
    return 0;
  }

  /** Options that were given, so that a run is known by the same words as in the targets. */
  private Protocol protocol() {
    Map<String, String> given = new TreeMap<>(Map.of("stream", RegressionOptions.STREAM));
    ParseResult parsed = command.commandLine().getParseResult();
    for (String option : OF_PROTOCOL) {
      if (parsed.hasMatchedOption(option)) {
        given.put(option.substring(2), parsed.matchedOption(option).originalStringValues().get(0));
      }
    }
    return new Protocol(given);
  }

  private static void progress(String method, long seed, List<Double> bins) {
    if (bins.size() % 10 == 0) {
      System.err.printf(
          "%s seed %d: bin %d, error %.3f%n", method, seed, bins.size(), bins.get(bins.size() - 1));
    }
  }

  private static void report(List<Key> runs, ResultStore store) {
    Map<String, List<Result>> byMethod = new TreeMap<>();
    for (Key key : runs) {
      byMethod
          .computeIfAbsent(key.method(), method -> new ArrayList<>())
          .add(store.find(key).orElseThrow());
    }
    byMethod.forEach(
        (method, results) -> {
          System.out.print(MethodBench.report(method, results));
          System.out.println("  bins, mean: " + String.join(" ", means(results)));
        });
  }

  private static List<String> means(List<Result> results) {
    List<String> means = new ArrayList<>();
    for (int i = 0; i < results.get(0).bins().size(); i++) {
      int bin = i;
      means.add(
          Unit.NUMBER.text(
              Summary.of(results.stream().map(run -> run.bins().get(bin)).toList()).mean()));
    }
    return means;
  }

  public static void main(String[] args) {
    Launch.main(new RegressionBench(), args);
  }
}
