package dev.lethe.bench;

import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.window.WindowRule;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A learning step through {@link Learner#accept}, timed: predictions, loss, backward, update,
 * buffer. Its peer is {@code peers/step.py}; {@code bench/steps} runs the two in turn.
 */
public final class StepBench {
  private static final int FEATURES = 784;
  private static final int CLASSES = 10;
  private static final int ROWS = 4096;

  private final Learner learner;
  private final Example[] stream = new Example[ROWS];
  private final int batch;
  private int next;

  private StepBench(String method, int hidden, int batch) {
    this.batch = batch;
    var spec =
        new LearnerSpec(
            MethodExpression.parse(method),
            ModelSpec.parse("mlp(hidden=%d:%d)".formatted(hidden, hidden)),
            WindowRule.parse("field"),
            HoldoutRule.DEFAULT,
            FEATURES,
            CLASSES,
            batch,
            0,
            LearnerSpec.DEFAULT_HEALTH_EVERY,
            1);
    this.learner = new Learner(spec, new LearnerListener() {});
    var random = new SplittableRandom(1);
    for (int i = 0; i < ROWS; i++) {
      byte[] row = new byte[FEATURES];
      random.nextBytes(row);
      stream[i] =
          new Example(
              "e" + i, 0, new Features.Bytes(row), random.nextInt(CLASSES), "t", Role.LEARN);
    }
  }

  /** Microseconds per step. */
  private double chunk(int steps) {
    long begin = System.nanoTime();
    for (int i = 0; i < steps * batch; i++) {
      learner.accept(stream[next]);
      next = (next + 1) % ROWS;
    }
    return (System.nanoTime() - begin) / 1e3 / steps;
  }

  /** Arguments: hidden units, fresh rows, replayed rows, steps in a chunk, chunks. */
  public static void main(String[] args) {
    int hidden = Integer.parseInt(args[0]);
    int batch = Integer.parseInt(args[1]);
    int replay = Integer.parseInt(args[2]);
    int steps = Integer.parseInt(args[3]);
    int chunks = Integer.parseInt(args[4]);
    String method =
        (replay == 0 ? "naive" : "er(memory=500,batch=%d)".formatted(replay)) + "+sgd(lr=0.01)";
    var bench = new StepBench(method, hidden, batch);
    // the compiler needs longer than Python to get warm
    for (int i = 0; i < 4; i++) {
      bench.chunk(steps);
    }
    double[] times = new double[chunks];
    for (int i = 0; i < chunks; i++) {
      times[i] = bench.chunk(steps);
    }
    Arrays.sort(times);
    System.out.printf("%.0f%n", times[chunks / 2]);
    bench.learner.close();
  }
}
