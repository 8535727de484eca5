package dev.lethe.bench.run;

import dev.lethe.cli.options.LearnerSettings;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Alarm;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import dev.lethe.scenarios.ExampleStream;
import dev.lethe.scenarios.StreamExample;
import dev.lethe.scenarios.StreamSpec;
import dev.lethe.scenarios.data.Values;
import java.util.Iterator;
import java.util.List;

/**
 * A method on a stream of classes.
 *
 * @param stream specification of the stream
 * @param learner settings of the learner
 * @param method the method
 * @param references networks to compare with; their metrics are NaN if they are off
 */
public record ClassTrial(
    StreamSpec stream,
    LearnerSettings learner,
    MethodExpression method,
    ReferenceNetworks references)
    implements Trial {
  private static final Example END =
      new Example(
          "end", 0, new Features.Floats(new float[0]), Example.UNLABELLED, null, Role.BOUNDARY);

  @Override
  public Result run(long seed) {
    long start = System.nanoTime();
    var recorder = new RunRecorder();
    learn(seed, recorder);
    for (Alarm alarm : recorder.alarms()) {
      System.err.printf("ALARM %s seed %d: %s: %s%n", method, seed, alarm.name(), alarm.text());
    }
    return new Result(Metric.of(recorder), List.of(), (System.nanoTime() - start) / 1e9);
  }

  /** Passes the whole stream to a learner, and what it reports to a listener. */
  void learn(long seed, ScorecardListener listener) {
    ExampleStream examples = stream.stream(seed);
    LearnerSpec spec =
        learner.learner(method, examples.dataset().features(), examples.classes(), seed);
    try (var scored = new ScoredLearner(spec, references, listener)) {
      Iterator<StreamExample> all =
          examples.iterator(warning -> System.err.printf("WARNING seed %d: %s%n", seed, warning));
      while (all.hasNext()) {
        StreamExample example = all.next();
        scored
            .accept(
                new Example(
                    example.id(),
                    0,
                    features(example.features()),
                    example.label(),
                    example.task(),
                    example.evaluate() ? Role.EVALUATE : Role.LEARN))
            .requireAccepted();
      }
      scored.accept(END).requireAccepted();
    }
  }

  private static Features features(Values values) {
    return values instanceof Values.Bytes bytes
        ? new Features.Bytes(bytes.values())
        : new Features.Floats(((Values.Floats) values).values());
  }
}
