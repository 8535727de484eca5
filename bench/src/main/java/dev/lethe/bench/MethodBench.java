package dev.lethe.bench;

import dev.lethe.cli.command.FeedOptions;
import dev.lethe.cli.command.RunOptions;
import dev.lethe.cli.data.Values;
import dev.lethe.cli.scenario.ExampleStream;
import dev.lethe.cli.scenario.StreamExample;
import dev.lethe.learner.Example;
import dev.lethe.learner.Features;
import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.Role;
import dev.lethe.learner.method.MethodExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
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
    List<Long> all = SeedRange.parse(seeds);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (MethodExpression method : runs.methods(List.of("naive", "er(memory=500)"))) {
        List<Future<MatrixListener>> running =
            all.stream().map(seed -> pool.submit(() -> run(method, seed))).toList();
        List<MatrixListener> done = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
          done.add(running.get(i).get());
          System.err.printf(
              "%s seed %d: %.2f (%d of %d)%n",
              method, all.get(i), 100 * done.get(i).averageAccuracy(), i + 1, all.size());
        }
        print(method, done);
      }
    } finally {
      pool.shutdownNow();
    }
    return 0;
  }

  private MatrixListener run(MethodExpression method, long seed) {
    ExampleStream stream = feed.stream(seed);
    LearnerSpec spec =
        runs.learner(method, stream.dataset().features(), stream.classes(), seed);
    var matrix = new MatrixListener();
    try (var learner = new Learner(spec, matrix)) {
      for (StreamExample example : stream) {
        learner.accept(
            new Example(
                example.id(),
                0,
                features(example.features()),
                example.label(),
                example.task(),
                example.evaluate() ? Role.EVALUATE : Role.LEARN));
      }
      learner.accept(
          new Example(
              "end",
              0,
              new Features.Floats(new float[0]),
              Example.UNLABELLED,
              null,
              Role.BOUNDARY));
    }
    return matrix;
  }

  private static Features features(Values values) {
    return values instanceof Values.Bytes bytes
        ? new Features.Bytes(bytes.values())
        : new Features.Floats(((Values.Floats) values).values());
  }

  private static void print(MethodExpression method, List<MatrixListener> runs) {
    System.out.printf("%s%n", method);
    System.out.printf("  average accuracy     %s%n", summary(runs, m -> m.averageAccuracy()));
    System.out.printf("  average forgetting   %s%n", summary(runs, m -> m.averageForgetting()));
    System.out.printf("  learning accuracy    %s%n", summary(runs, m -> m.learningAccuracy()));
    System.out.printf("  prequential accuracy %s%n", summary(runs, m -> m.prequentialAccuracy()));
  }

  private static String summary(
      List<MatrixListener> runs, ToDoubleFunction<MatrixListener> figure) {
    return Summary.of(runs.stream().map(figure::applyAsDouble).toList()).percent();
  }

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new MethodBench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }
}
