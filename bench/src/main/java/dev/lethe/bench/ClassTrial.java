package dev.lethe.bench;

import dev.lethe.cli.command.FeedOptions;
import dev.lethe.cli.command.RunOptions;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import dev.lethe.scenarios.ExampleStream;
import dev.lethe.scenarios.StreamExample;
import dev.lethe.scenarios.data.Values;
import java.util.List;

/**
 * A method over a stream of classes.
 *
 * @param references what it is compared with; figures of those that are off do not exist
 */
record ClassTrial(
    RunOptions runs, FeedOptions feed, MethodExpression method, ReferenceNetworks references)
    implements Trial {
  @Override
  public Result run(long seed) {
    long begin = System.nanoTime();
    ExampleStream stream = feed.stream(seed);
    LearnerSpec spec = runs.learner(method, stream.dataset().features(), stream.classes(), seed);
    var matrix = new RunRecorder();
    try (var learner = new ScoredLearner(spec, references, matrix)) {
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
    return new Result(Metric.of(matrix), List.of(), (System.nanoTime() - begin) / 1e9);
  }

  private static Features features(Values values) {
    return values instanceof Values.Bytes bytes
        ? new Features.Bytes(bytes.values())
        : new Features.Floats(((Values.Floats) values).values());
  }
}
