package dev.lethe.scenarios;

import dev.lethe.scenarios.data.Dataset;
import dev.lethe.scenarios.data.Split;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * The examples of a scenario over a data set, task after task, created one at a time.
 *
 * <p>Every iterator starts at the beginning and returns the same examples. The {@code m} evaluation
 * examples of a task are spread evenly among its {@code n} training examples: {@code floor(m k / (n
 * - 1))} of them come before training example {@code k = 0 .. n - 1}, so none before the first and
 * all before the last. If {@code n} is 1, all come before it.
 */
public final class ExampleStream implements Iterable<StreamExample> {
  private final String scenario;
  private final Dataset dataset;
  private final int classes;
  private final Scaling scaling;
  private final List<TaskPlan> plans;
  private final List<TaskSize> tasks;

  ExampleStream(
      String scenario, Dataset dataset, int classes, Scaling scaling, List<TaskPlan> plans) {
    this.scenario = scenario;
    this.dataset = dataset;
    this.classes = classes;
    this.scaling = scaling;
    this.plans = List.copyOf(plans);
    this.tasks = this.plans.stream().map(TaskPlan::size).toList();
  }

  /** Returns the name of the scenario, e.g. {@code split}. */
  public String scenario() {
    return scenario;
  }

  /** Returns the id of the {@code BOUNDARY} that ends the stream. */
  public String endId() {
    return dataset.source().idPrefix() + scenario + "-end";
  }

  /** Returns the data set that the examples come from. */
  public Dataset dataset() {
    return dataset;
  }

  /** Returns the number of classes; labels are in {@code [0, classes)}. */
  public int classes() {
    return classes;
  }

  /** Returns the tasks in stream order. */
  public List<TaskSize> tasks() {
    return tasks;
  }

  /** Returns the number of training and evaluation examples of all tasks. */
  public long size() {
    return tasks.stream().mapToLong(TaskSize::total).sum();
  }

  @Override
  public Iterator<StreamExample> iterator() {
    return iterator(warning -> {});
  }

  /**
   * Returns the examples from the beginning.
   *
   * @param warnings receives a sentence for each value that spoils the scaling, at the latest with
   *     the last example
   */
  public Iterator<StreamExample> iterator(Consumer<String> warnings) {
    return new Cursor(scaling.scaler(warnings));
  }

  private final class Cursor implements Iterator<StreamExample> {
    private final Scaler scale;
    private int task = -1;
    private int[] train = new int[0];
    private int[] evaluate = new int[0];
    private int trained;
    private int evaluated;

    Cursor(Scaler scale) {
      this.scale = scale;
    }

    @Override
    public boolean hasNext() {
      return trained < train.length || task + 1 < plans.size();
    }

    @Override
    public StreamExample next() {
      if (!hasNext()) {
        throw new NoSuchElementException(scenario + ": the stream has ended");
      }
      if (trained == train.length) {
        start(task + 1);
      }
      StreamExample next =
          evaluated < due()
              ? example("test", dataset.test(), evaluate[evaluated++], true)
              : example("train", dataset.train(), train[trained++], false);
      if (!hasNext()) {
        scale.end();
      }
      return next;
    }

    private void start(int next) {
      task = next;
      train = plans.get(next).trainOrder();
      evaluate = plans.get(next).evaluateOrder();
      trained = 0;
      evaluated = 0;
    }

    /** Returns the number of evaluation examples that come before the next training example. */
    private long due() {
      return train.length == 1
          ? evaluate.length
          : (long) evaluate.length * trained / (train.length - 1);
    }

    private StreamExample example(String part, Split split, int row, boolean heldOut) {
      TaskPlan plan = plans.get(task);
      return new StreamExample(
          heldOut ? id(part, row) : passId(part, row),
          plan.size().name(),
          scale.apply(plan.map().apply(split, row)),
          plan.label(split.label(row)),
          heldOut);
    }

    private String passId(String part, int row) {
      // next() has already counted this example
      int pass = (trained - 1) / plans.get(task).passLength();
      return pass == 0 ? id(part, row) : id(part, row) + "-pass-" + (pass + 1);
    }

    private String id(String part, int row) {
      // String.format would take longer than creating the rest of the example
      String digits = Integer.toString(row);
      return dataset.source().idPrefix()
          + scenario
          + "-"
          + task
          + "-"
          + part
          + "-"
          + "0".repeat(Math.max(0, 6 - digits.length()))
          + digits;
    }
  }
}
