package dev.lethe.cli.scenario;

import dev.lethe.cli.data.RandomStreams;
import java.util.Arrays;
import org.apache.commons.rng.sampling.ArraySampler;

/** One task before its order is drawn: where its examples come from and what happens to them. */
final class TaskPlan {
  private final TaskSize size;
  private final int[] train;
  private final int[] evaluate;
  private final boolean shuffled;
  private final long seed;
  private final PixelMap map;

  private TaskPlan(
      String name,
      int[] train,
      int[] evaluate,
      boolean shuffled,
      ScenarioOptions options,
      PixelMap map) {
    this.size =
        new TaskSize(
            name,
            Math.min(train.length, options.perTask().orElse(train.length)),
            Math.min(evaluate.length, options.evaluatePerTask().orElse(evaluate.length)));
    this.train = train;
    this.evaluate = evaluate;
    this.shuffled = shuffled;
    this.seed = options.seed();
    this.map = map;
  }

  /**
   * A task in random order; a cap keeps a random subset.
   *
   * @param train source indices in the train split, read only, may be shared by tasks
   * @param evaluate source indices in the test split, likewise
   * @param map for the images of both
   */
  static TaskPlan shuffled(
      String name, int[] train, int[] evaluate, ScenarioOptions options, PixelMap map) {
    return new TaskPlan(name, train, evaluate, true, options, map);
  }

  /** A task in the order given; a cap keeps the first. */
  static TaskPlan inOrder(
      String name, int[] train, int[] evaluate, ScenarioOptions options, PixelMap map) {
    return new TaskPlan(name, train, evaluate, false, options, map);
  }

  TaskSize size() {
    return size;
  }

  PixelMap map() {
    return map;
  }

  /** Source indices of the training examples in stream order. */
  int[] trainOrder() {
    return order(train, size.train(), "order/train/");
  }

  /** Source indices of the evaluate examples in stream order. */
  int[] evaluateOrder() {
    return order(evaluate, size.evaluate(), "order/evaluate/");
  }

  private int[] order(int[] pool, int count, String stream) {
    if (!shuffled) {
      return Arrays.copyOf(pool, count);
    }
    int[] order = pool.clone();
    ArraySampler.shuffle(RandomStreams.of(seed, stream + size.name()), order);
    return Arrays.copyOf(order, count);
  }
}
