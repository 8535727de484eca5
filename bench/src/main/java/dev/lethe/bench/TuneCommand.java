package dev.lethe.bench;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.store.ResultStore;
import dev.lethe.bench.tune.Grid;
import dev.lethe.bench.tune.Selection;
import dev.lethe.bench.tune.Tuning;
import dev.lethe.bench.tune.TuningTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Chooses a setting of a method on training data. */
@Command(
    name = "bench/tune",
    description =
        "Runs every value of a grid on a selection seed, evaluates on the last 10 000 training"
            + " examples (change with --validation N), and prints the best value. If the best value is"
            + " at the edge of the grid, extends the grid in that direction by at most 4 values. All"
            + " other options are those of bench/run or, with --stream, of bench/regression. Stores"
            + " runs in bench/results-data and does not repeat stored runs.",
    mixinStandardHelpOptions = true)
public final class TuneCommand implements Callable<Integer> {
  private static final String GROUP = "tuning";

  @Mixin private StoreOptions storeOptions = new StoreOptions(2);

  @Option(
      names = "--grid",
      paramLabel = "NAME=VALUES",
      required = true,
      description = "Values to try, e.g. lr=1e-5,3e-5,1e-4 for a method with lr=$lr.")
  private String grid;

  @Option(
      names = "--method",
      paramLabel = "EXPRESSION",
      required = true,
      description = "A method with $NAME in it, e.g. 'naive+adagrad(lr=$lr)'.")
  private String method;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + Selection.DEFAULT_SEED,
      description =
          "Selection seed; do not report results with this seed. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--by",
      paramLabel = "METRIC",
      description =
          "Metric to choose by: class, task, overall, prequential … Default: class, or last-error"
              + " with --stream.")
  private String by;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "Directory of the data sets.")
  private Path dataDir;

  @Unmatched private List<String> protocolArguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    ResultStore store = storeOptions.open();
    var protocol = new Protocol(options(protocolArguments));
    Metric defaultMetric = protocol.isRegression() ? Metric.LAST_ERROR : Metric.CLASS;
    var selection =
        new Selection(Grid.parse(grid), by == null ? defaultMetric : Metric.parse(by), seed);
    var task = new TuningTask(GROUP + "/" + method, protocol, method, selection);
    Tuning.complete(List.of(task), Optional.ofNullable(dataDir), store, storeOptions.threads());
    System.out.print(report(Tuning.of(task, store)));
    return 0;
  }

  /** Returns one line for each value that was tried, and the choice. */
  static String report(Tuning tuning) {
    Selection selection = tuning.task().selection();
    var text = new StringBuilder(tuning.task().method()).append('\n');
    tuning
        .scores()
        .forEach(
            (value, score) ->
                text.append(
                    "  %s=%-10s %s%n"
                        .formatted(
                            selection.grid().name(), Grid.text(value), selection.text(score))));
    return text.append("  ").append(tuning.description()).append('\n').toString();
  }

  /**
   * Converts arguments {@code --name value} or {@code --name=value} to options by name.
   *
   * @throws IllegalArgumentException if an argument has another form
   */
  static Map<String, String> options(List<String> arguments) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String[] option = arguments.get(i).split("=", 2);
      if (!option[0].startsWith("--") || (option.length == 1 && ++i == arguments.size())) {
        throw new IllegalArgumentException(
            "option: got '%s', expected --name value".formatted(option[0]));
      }
      options.put(option[0].substring(2), option.length == 2 ? option[1] : arguments.get(i));
    }
    return options;
  }

  public static void main(String[] args) {
    Launcher.main(new TuneCommand(), args);
  }
}
