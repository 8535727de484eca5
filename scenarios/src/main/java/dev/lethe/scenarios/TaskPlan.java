package dev.lethe.scenarios;

import dev.lethe.common.random.NamedRandom;
import dev.lethe.common.random.Shuffle;
import dev.lethe.scenarios.data.Split;
import java.util.Arrays;
import java.util.stream.IntStream;

/** One task before its order is drawn: its rows of the data set and their transformation. */
final class TaskPlan {
  private final String name;
  private final int[] train;
  private final int[] evaluate;
  private final boolean shuffled;
  private final ScenarioOptions options;
  private final PixelMap map;
  private final int[] classes;
  private final int passLength;
  private final TaskSize size;

  private TaskPlan(
      String name,
      int[] train,
      int[] evaluate,
      boolean shuffled,
      ScenarioOptions options,
      PixelMap map,
      int[] classes) {
    this.name = name;
    this.train = train;
    this.evaluate = evaluate;
    this.shuffled = shuffled;
    this.options = options;
    this.map = map;
    this.classes = classes;
    int max = Math.min(train.length, options.perTask().orElse(train.length));
    this.passLength = max - max % options.dropLast();
    this.size =
        new TaskSize(
            name,
            Math.multiplyExact(passLength, options.passes()),
            Math.min(evaluate.length, options.evaluatePerTask().orElse(evaluate.length)));
  }

  /**
   * Creates a task in random order; a limit on its examples keeps a random subset.
   *
   * @param train rows of the training split; read-only, may be shared by tasks
   * @param evaluate rows of the test split; read-only, may be shared by tasks
   * @param map transformation of the images of both
   */
  static TaskPlan shuffled(
      String name, int[] train, int[] evaluate, ScenarioOptions options, PixelMap map) {
    return new TaskPlan(name, train, evaluate, true, options, map, new int[0]);
  }

  /** Creates a task in the given order; a limit on its examples keeps the first ones. */
  static TaskPlan inOrder(
      String name, int[] train, int[] evaluate, ScenarioOptions options, PixelMap map) {
    return new TaskPlan(name, train, evaluate, false, options, map, new int[0]);
  }

  /**
   * Returns this task with positions in {@code group} as labels.
   *
   * @param group all classes of the task, ascending
   */
  TaskPlan labelledWithin(int[] group) {
    return new TaskPlan(name, train, evaluate, shuffled, options, map, group);
  }

  TaskSize size() {
    return size;
  }

  PixelMap map() {
    return map;
  }

  /** Returns the number of training examples of one pass. */
  int passLength() {
    return passLength;
  }

  /** Returns the label of an example, given its class in the data set. */
  int label(int original) {
    return classes.length == 0 ? original : Arrays.binarySearch(classes, original);
  }

  /** Returns the rows of the training examples in stream order, pass after pass. */
  int[] trainOrder() {
    String stream = "order/train/";
    int[] once = order(train, passLength, stream);
    int[] all = Arrays.copyOf(once, size.train());
    for (int pass = 1; pass < options.passes(); pass++) {
      int[] again = once.clone();
      Shuffle.shuffle(NamedRandom.forData(options.seed(), stream + name, pass), again);
      System.arraycopy(again, 0, all, pass * passLength, passLength);
    }
    return all;
  }

  /** Returns the rows of the evaluation examples in stream order. */
  int[] evaluateOrder() {
    return order(evaluate, size.evaluate(), "order/evaluate/");
  }

  private int[] order(int[] pool, int count, String stream) {
    if (!shuffled) {
      return Arrays.copyOf(pool, count);
    }
    int[] order = pool.clone();
    Shuffle.shuffle(NamedRandom.forData(options.seed(), stream + name), order);
    return Arrays.copyOf(order, count);
  }

  /** Returns all rows of a split in their order. */
  static int[] allRows(Split split) {
    return IntStream.range(0, split.size()).toArray();
  }
}
