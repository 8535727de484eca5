package dev.lethe.cli.command;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.window.WindowRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What learns, and how: one run for each method. */
public final class RunOptions {
  // a run's name has 100 characters at most, of which a seed may take 22
  private static final int MOST_OF_METHOD = 70;

  @Option(
      names = "--method",
      paramLabel = "EXPRESSION",
      description =
          "A method, e.g. naive, 'er(memory=500,batch=10)', 'er(memory=200)+adam(lr=0.001)'."
              + " ./lethe parts lists what it may be made of. Repeatable: each is a run of its own,"
              + " side by side on the same stream. Default: "
              + MethodExpression.RECOMMENDED
              + "; up adds naive to compare with, demo learns by naive and er(memory=500).")
  private List<String> methods = new ArrayList<>();

  @Option(
      names = "--optimizer",
      paramLabel = "EXPRESSION",
      defaultValue = "sgd(lr=0.1)",
      description =
          "The optimizer of methods that name none, e.g. 'adam(lr=0.001)'; ./lethe parts optimizer"
              + " lists them. Default: ${DEFAULT-VALUE}.")
  private String optimizer;

  @Option(
      names = "--model",
      paramLabel = "EXPRESSION",
      defaultValue = "mlp(hidden=100:100)",
      description = "The network; ./lethe parts model lists them. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "10",
      description = "Fresh examples of one learning step. Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(
      names = "--windows",
      paramLabel = "RULE",
      defaultValue = "field",
      description =
          "What cuts task windows: field (the example's task changes), count(n=1000), time(ms=3600000)"
              + " of event time, or drift(detector=adwin,on=error,least=500). Default:"
              + " ${DEFAULT-VALUE}.")
  private String windows;

  @Option(
      names = "--evaluate-every",
      paramLabel = "STEPS",
      description =
          "Evaluate on all holdouts every so many steps too, not only at window ends; changes nothing"
              + " in what is learnt. Default: 0, never; 20 in a demo without --exit.")
  private Integer evaluateEvery;

  @Option(
      names = "--holdout-share",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Share of the labelled examples that is kept out of training by a hash of the id, 0 to"
              + " 0.5, beside those marked EVALUATE. Default: ${DEFAULT-VALUE}.")
  private double holdoutShare;

  @Option(
      names = "--holdout-capacity",
      paramLabel = "N",
      defaultValue = "2500",
      description = "Most examples of one window's holdout. Default: ${DEFAULT-VALUE}.")
  private int holdoutCapacity;

  @Option(
      names = "--holdout-windows",
      paramLabel = "N",
      defaultValue = "64",
      description = "Windows whose holdouts are kept, the newest. Default: ${DEFAULT-VALUE}.")
  private int holdoutWindows;

  WindowRule windowRule() {
    return WindowRule.parse(windows);
  }

  /** The methods, in the order given; {@code defaults} where none was. */
  public List<MethodExpression> methods(List<String> defaults) {
    List<String> chosen = methods.isEmpty() ? defaults : methods;
    return chosen.stream()
        .map(text -> MethodExpression.parse(text).withDefault(optimizer))
        .toList();
  }

  /**
   * As {@link #methods}, for runs that have no end.
   *
   * @throws IllegalArgumentException if one of them keeps whatever comes
   */
  List<MethodExpression> endlessMethods(List<String> defaults) {
    List<MethodExpression> chosen = methods(defaults);
    for (MethodExpression method : chosen) {
      if (!method.isBounded()) {
        throw new IllegalArgumentException(
            "method: got '%s', expected one that keeps a bounded number of examples: this run has no"
                    .formatted(method)
                + " end");
      }
    }
    return chosen;
  }

  /**
   * @param features elements of an example
   * @param classes size of the head
   */
  public LearnerSpec learner(MethodExpression method, int features, int classes, long seed) {
    return learner(method, features, classes, seed, 0);
  }

  /**
   * @param evaluateEveryUnlessGiven steps between evaluations unless the user chose
   */
  LearnerSpec learner(
      MethodExpression method, int features, int classes, long seed, int evaluateEveryUnlessGiven) {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "batch.size: got '%d', expected at least 1".formatted(batchSize));
    }
    return new LearnerSpec(
        method,
        ModelSpec.parse(model),
        windowRule(),
        new HoldoutRule(holdoutShare, holdoutCapacity, holdoutWindows),
        features,
        classes,
        batchSize,
        evaluateEvery == null ? evaluateEveryUnlessGiven : evaluateEvery,
        LearnerSpec.DEFAULT_HEALTH_EVERY,
        seed);
  }

  /**
   * A name for a run that the same settings always give, so that starting them again continues it:
   * {@code naive-sgd-lr-0.1-s1}. Where the method is long, its end gives way to its hash: {@code
   * er-batch-20-memory-300-…-1f0c2b3a-s1}.
   */
  static String runName(MethodExpression method, long seed) {
    String slug =
        method
            .toString()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.]+", "-")
            .replaceAll("-$", "");
    if (slug.length() > MOST_OF_METHOD) {
      // String.hashCode is specified, so that the name is the same everywhere
      slug =
          slug.substring(0, MOST_OF_METHOD - 9).replaceAll("[-.]+$", "")
              + "-%08x".formatted(slug.hashCode());
    }
    return slug + "-s" + seed;
  }
}
