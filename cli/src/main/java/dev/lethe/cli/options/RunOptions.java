package dev.lethe.cli.options;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.guard.GuardRule;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.window.WindowRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of runs: methods, and the settings that all of them share. */
public final class RunOptions {
  // a run's name has at most 100 characters; the seed may need 22 of them
  private static final int MAX_METHOD_NAME = 70;
  private static final int HASH_LENGTH = 9;

  @Option(
      names = "--method",
      paramLabel = "EXPRESSION",
      description =
          "A method, e.g. naive, 'er(memory=500,batch=10)', 'er(memory=200)+adam(lr=0.001)'."
              + " ./lethe parts lists the available parts. Repeatable: each method is a run of its"
              + " own on the same stream. Default: "
              + "'"
              + MethodExpression.RECOMMENDED
              + "'; auto in up; naive and 'er(memory=500)' in demo. auto is a portfolio of four"
              + " methods, of which up serves the best.")
  private List<String> methods = new ArrayList<>();

  @Option(
      names = "--optimizer",
      paramLabel = "EXPRESSION",
      defaultValue = LearnerSettings.DEFAULT_OPTIMIZER,
      description =
          "Optimizer of methods that do not name one, e.g. 'adam(lr=0.001)'; ./lethe parts optimizer"
              + " lists them. Default: '${DEFAULT-VALUE}'.")
  private String optimizer;

  @Option(
      names = "--model",
      paramLabel = "EXPRESSION",
      defaultValue = LearnerSettings.DEFAULT_MODEL,
      description = "The network; ./lethe parts model lists them. Default: '${DEFAULT-VALUE}'.")
  private String model;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "" + LearnerSettings.DEFAULT_BATCH_SIZE,
      description = "New examples per learning step. Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(
      names = "--windows",
      paramLabel = "RULE",
      defaultValue = LearnerSettings.DEFAULT_WINDOWS,
      description =
          "Ends task windows: field (the example's task changes), 'count(n=1000)',"
              + " 'time(ms=3600000)' in event time, or 'drift(detector=adwin,on=error,min=500)'."
              + " Default: ${DEFAULT-VALUE}.")
  private String windows;

  @Option(
      names = "--evaluate-every",
      paramLabel = "STEPS",
      description =
          "Also evaluate on all holdouts after every STEPS learning steps, not only at window ends;"
              + " does not affect training. Default: 0, never; 100 in up and compare; 20 in a"
              + " demo without --exit.")
  private Integer evaluateEvery;

  @Option(
      names = "--holdout-share",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Share of the labelled examples, 0 to 0.5, that is kept out of training, chosen by a hash"
              + " of the id; examples marked EVALUATE come in addition. Default: ${DEFAULT-VALUE}.")
  private double holdoutShare;

  @Option(
      names = "--holdout-capacity",
      paramLabel = "N",
      defaultValue = "2500",
      description =
          "Maximum number of examples in the holdout of a window. Default: ${DEFAULT-VALUE}.")
  private int holdoutCapacity;

  @Option(
      names = "--holdout-windows",
      paramLabel = "N",
      defaultValue = "64",
      description = "Number of newest windows whose holdouts are kept. Default: ${DEFAULT-VALUE}.")
  private int holdoutWindows;

  @Option(
      names = "--guard",
      paramLabel = "RULE",
      defaultValue = "30",
      description =
          "Ratio to the usual norm above which a row is absurd and kept out of training, or 'off';"
              + " followed by :clip=NORM, also limits the norm of the gradient, e.g. 30:clip=1."
              + " Default: ${DEFAULT-VALUE}.")
  private String guard;

  /**
   * Returns the methods in the order given.
   *
   * @param defaults methods to use if none is given
   * @throws IllegalArgumentException if an expression is invalid or given twice
   */
  public List<MethodExpression> methods(List<String> defaults) {
    return methods(defaults, optimizer);
  }

  /** Returns the methods, as {@link #methods(List)} does, with another default optimizer. */
  List<MethodExpression> methods(List<String> defaults, String defaultOptimizer) {
    List<MethodExpression> chosen = new ArrayList<>();
    var canonical = new HashSet<String>();
    for (String text : texts(defaults)) {
      MethodExpression method = MethodExpression.parse(text).withDefault(defaultOptimizer);
      if (!canonical.add(method.toString())) {
        throw new IllegalArgumentException(
            "method: got '%s' twice, expected different methods".formatted(method));
      }
      chosen.add(method);
    }
    return chosen;
  }

  private List<String> texts(List<String> defaults) {
    return Portfolio.expand(methods.isEmpty() ? defaults : methods);
  }

  /** Returns true if the methods include {@code auto}. */
  public boolean isAuto(List<String> defaults) {
    return (methods.isEmpty() ? defaults : methods).stream().anyMatch(Portfolio::isName);
  }

  /**
   * Returns the methods by the text that the user wrote, in the order given.
   *
   * @param defaults methods to use if none is given
   * @throws IllegalArgumentException if an expression is invalid or given twice
   */
  public Map<String, MethodExpression> methodsByText(List<String> defaults) {
    Map<String, MethodExpression> named = new LinkedHashMap<>();
    Iterator<String> texts = texts(defaults).iterator();
    methods(defaults).forEach(method -> named.put(texts.next(), method));
    return named;
  }

  /**
   * Returns the methods, like {@link #methods}, for live runs, which have no end.
   *
   * @throws IllegalArgumentException if a method keeps an unbounded number of examples
   */
  public List<MethodExpression> liveMethods(List<String> defaults) {
    List<MethodExpression> chosen = methods(defaults);
    for (MethodExpression method : chosen) {
      if (!method.isBounded()) {
        throw new IllegalArgumentException(
            "method: got '%s', expected one that keeps a bounded number of examples: a live run has"
                    .formatted(method)
                + " no end");
      }
    }
    return chosen;
  }

  /**
   * Returns a method, with the chosen optimizer unless it names one.
   *
   * @throws IllegalArgumentException if the expression is invalid
   */
  public MethodExpression withOptimizer(String expression) {
    return MethodExpression.parse(expression).withDefault(optimizer);
  }

  /** Returns the optimizer of methods that do not name one. */
  String optimizer() {
    return optimizer;
  }

  /** Returns the rule that ends task windows. */
  String windows() {
    return windows;
  }

  /** Returns the settings, with evaluations only at window ends unless the user chose otherwise. */
  public LearnerSettings settings() {
    return settings(0);
  }

  /**
   * Returns the settings.
   *
   * @param defaultEvaluateEvery steps between evaluations unless the user chose otherwise
   * @throws IllegalArgumentException if an option has an invalid value
   */
  public LearnerSettings settings(int defaultEvaluateEvery) {
    return new LearnerSettings(
        ModelSpec.parse(model),
        WindowRule.parse(windows),
        new HoldoutRule(holdoutShare, holdoutCapacity, holdoutWindows),
        GuardRule.parse(guard),
        batchSize,
        evaluateEvery == null ? defaultEvaluateEvery : evaluateEvery);
  }

  /**
   * Returns the specification of one run.
   *
   * @param features values per example
   * @param classes size of the head
   */
  public LearnerSpec learner(MethodExpression method, int features, int classes, long seed) {
    return settings().learner(method, features, classes, seed);
  }

  /**
   * Returns the specification of one run.
   *
   * @param defaultEvaluateEvery steps between evaluations unless the user chose otherwise
   */
  public LearnerSpec learner(
      MethodExpression method, int features, int classes, long seed, int defaultEvaluateEvery) {
    return settings(defaultEvaluateEvery).learner(method, features, classes, seed);
  }

  /**
   * Returns the default name of a run, e.g. {@code naive-sgd-lr-0.1-s1}. The same settings always
   * give the same name, so starting them again continues the run. The end of a long method is
   * replaced by a hash: {@code er-batch-20-memory-300-…-1f0c2b3a-s1}.
   */
  public static String runName(MethodExpression method, long seed) {
    String slug =
        method
            .toString()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.]+", "-")
            .replaceAll("-$", "");
    if (slug.length() > MAX_METHOD_NAME) {
      // String.hashCode is specified, so the name is the same on every machine
      slug =
          slug.substring(0, MAX_METHOD_NAME - HASH_LENGTH).replaceAll("[-.]+$", "")
              + "-%08x".formatted(slug.hashCode());
    }
    return slug + "-s" + seed;
  }
}
