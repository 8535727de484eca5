package dev.lethe.bench;

import dev.lethe.bench.Targets.Row;
import dev.lethe.bench.Tuning.Selection;
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

/** A setting chosen on training data. */
@Command(
    name = "bench/tune",
    description =
        "Runs every value of a grid on a selection seed, evaluated on the last 10 000 training"
            + " examples (--validation N for others), and shows which is best. Where that lies at the"
            + " edge of the grid, the grid goes on in that direction by at most 4 values. All other"
            + " options are those of bench/run or, with --stream, of bench/regression. Runs are kept"
            + " in bench/results-data and not made again.",
    mixinStandardHelpOptions = true)
public final class TuneBench implements Callable<Integer> {
  @Mixin private StoreOptions kept = new StoreOptions(2);

  @Option(
      names = "--grid",
      paramLabel = "NAME=VALUES",
      required = true,
      description = "The values, e.g. lr=1e-5,3e-5,1e-4 where the method says lr=$lr.")
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
      defaultValue = "" + Selection.SEED,
      description = "The selection seed: none that is reported. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--by",
      paramLabel = "FIGURE",
      description =
          "The figure to choose by: class, task, overall, prequential … Default: class; with"
              + " --stream last-error.")
  private String by;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the data sets are.")
  private Path dataDir;

  @Unmatched private List<String> rest = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    ResultStore store = kept.open();
    var protocol = new Protocol(options(rest));
    Metric usual = protocol.isRegression() ? Metric.LAST_ERROR : Metric.CLASS;
    var selection = new Selection(Grid.parse(grid), by == null ? usual : Metric.parse(by), seed);
    var row =
        new Row("tuning/" + method, protocol, method, "", Map.of(), "", Optional.of(selection));
    Tuning.complete(List.of(row), dataDir, store, kept.threads());
    System.out.print(report(Tuning.of(row, store)));
    return 0;
  }

  /** One line for each value that was tried, and the choice. */
  static String report(Tuning tuning) {
    Selection selection = tuning.row().selection().orElseThrow();
    var text = new StringBuilder(tuning.row().method()).append('\n');
    tuning
        .scores()
        .forEach(
            (value, score) ->
                text.append(
                    "  %s=%-10s %s%n"
                        .formatted(
                            selection.grid().name(), Grid.text(value), selection.text(score))));
    return text.append("  ").append(tuning.told()).append('\n').toString();
  }

  /**
   * Options of {@code bench/run} by name, written as {@code --name value} or {@code --name=value}.
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
    Launch.main(new TuneBench(), args);
  }
}
