package dev.lethe.bench;

import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Role;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times a learning step through {@link Learner#accept}: prediction, loss, backward pass, update and
 * buffer. {@code bench/steps} compares it with {@code peers/step.py}, which takes the same values.
 */
@Command(
    name = "steps",
    description = "Times a learning step and prints the median in microseconds.",
    mixinStandardHelpOptions = true)
public final class StepsCommand implements Callable<Integer> {
  private static final int FEATURES = 784;
  private static final int CLASSES = 10;
  private static final int ROWS = 4096;

  /** The JIT compiler needs more time to warm up than Python. */
  private static final int WARM_UP_CHUNKS = 4;

  @Option(names = "--hidden", paramLabel = "N", description = "Units of each of two hidden layers.")
  private int hidden = 100;

  @Option(names = "--batch", paramLabel = "N", description = "New rows per step.")
  private int batch = 10;

  @Option(names = "--replay", paramLabel = "N", description = "Replayed rows per step; 0 for none.")
  private int replay;

  @Option(names = "--steps", paramLabel = "N", description = "Steps per chunk.")
  private int steps = 500;

  @Option(names = "--chunks", paramLabel = "N", description = "Chunks to take the median of.")
  private int chunks = 7;

  @Override
  public Integer call() {
    Example[] rows = rows();
    try (var learner = new Learner(spec(), new LearnerListener() {})) {
      for (int i = 0; i < WARM_UP_CHUNKS; i++) {
        time(learner, rows);
      }
      double[] times = new double[chunks];
      for (int i = 0; i < chunks; i++) {
        times[i] = time(learner, rows);
      }
      Arrays.sort(times);
      System.out.printf("%.0f%n", times[chunks / 2]);
    }
    return 0;
  }

  private LearnerSpec spec() {
    String rehearsal = replay == 0 ? "naive" : "er(memory=500,batch=%d)".formatted(replay);
    return LearnerSpec.builder(FEATURES, CLASSES)
        .method(rehearsal + "+sgd(lr=0.01)")
        .model("mlp(hidden=%d:%d)".formatted(hidden, hidden))
        .batchSize(batch)
        .build();
  }

  private static Example[] rows() {
    var random = new SplittableRandom(1);
    Example[] rows = new Example[ROWS];
    for (int i = 0; i < ROWS; i++) {
      byte[] row = new byte[FEATURES];
      random.nextBytes(row);
      rows[i] =
          new Example(
              "e" + i, 0, new Features.Bytes(row), random.nextInt(CLASSES), "t", Role.LEARN);
    }
    return rows;
  }

  /** Returns microseconds per step, averaged over a chunk. */
  private double time(Learner learner, Example[] rows) {
    long start = System.nanoTime();
    for (int i = 0; i < steps * batch; i++) {
      learner.accept(rows[i % ROWS]).requireAccepted();
    }
    return (System.nanoTime() - start) / 1e3 / steps;
  }

  public static void main(String[] args) {
    Launcher.main(new StepsCommand(), args);
  }
}
