package dev.lethe.learner.plasticity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.health.UnitOutputs;
import dev.lethe.learner.memory.RowStore;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.RowHolder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Newest rows of the training steps, fresh and replayed, on which units are measured. The rows of a
 * single step are too few to distinguish a dormant unit from one whose class did not occur.
 */
final class RecentRows implements RowHolder, Stateful {
  /** Default number of rows, as in the implementation of the ReDo paper. */
  static final int DEFAULT_ROWS = 256;

  private final MethodContext context;
  private RowStore store;
  private final RowBatch batch;
  private int next;
  private int unmeasured;

  /**
   * @param rows number of rows, at least 1
   */
  RecentRows(int rows, MethodContext context) {
    this.context = context;
    this.store = store(rows);
    this.batch = new RowBatch(rows, context.features());
  }

  private RowStore store(int rows) {
    return new RowStore(context.features(), rows, Math.min(rows, DEFAULT_ROWS));
  }

  /** Adds the rows of a step, or the last of them if there are more than the capacity. */
  void add(Step step) {
    RowBatch rows = step.batch();
    int width = rows.width();
    for (int row = Math.max(0, rows.rows() - store.capacity()); row < rows.rows(); row++) {
      float[] values = Arrays.copyOfRange(rows.values(), row * width, (row + 1) * width);
      store.put(
          next, new Features.Floats(values), rows.label(row), rows.window(row), rows.key(row));
      next = (next + 1) % store.capacity();
    }
    unmeasured = Math.min(store.capacity(), unmeasured + rows.rows());
  }

  /** Removes the rows of some examples. There are not enough rows then until others take places. */
  @Override
  public int forget(Set<Long> keys) {
    RowStore all = store;
    int oldest = isFull() ? next : 0;
    int measured = all.size() - unmeasured;
    store = store(all.capacity());
    unmeasured = 0;
    for (int age = 0; age < all.size(); age++) {
      int slot = (oldest + age) % all.size();
      if (!keys.contains(all.key(slot))) {
        store.put(store.size(), all.row(slot), all.label(slot), all.window(slot), all.key(slot));
        unmeasured += age < measured ? 0 : 1;
      }
    }
    next = store.size() % store.capacity();
    return all.size() - store.size();
  }

  @Override
  public void forEachKey(LongConsumer action) {
    store.forEachKey(action);
  }

  /** Returns true if there are enough rows; fewer are not representative. */
  boolean isFull() {
    return store.size() == store.capacity();
  }

  /** Returns true if all rows were added after the last call of {@link #outputs}. */
  boolean areNew() {
    return unmeasured == store.capacity();
  }

  /**
   * Returns the outputs of each hidden layer on these rows, with the current parameters. Requires
   * at least one row.
   */
  List<UnitOutputs> outputs() {
    unmeasured = 0;
    batch.clear();
    for (int slot = 0; slot < store.size(); slot++) {
      int each = slot;
      batch.add((target, from) -> store.copyRow(each, target, from), 0, 0);
    }
    Model model = context.model();
    try (NDManager scope = context.owner().newSubManager()) {
      List<NDArray> hidden = model.forward(batch.features(scope), model.parameters()).hidden();
      return IntStream.range(0, hidden.size())
          .mapToObj(
              layer -> model.hiddenLayers().get(layer).outputs(hidden.get(layer), batch.rows()))
          .toList();
    }
  }

  @Override
  public void save(StateWriter out) {
    out.put(next).put(unmeasured);
    store.save(out);
  }

  @Override
  public void restore(StateReader in) {
    next = in.getInt();
    unmeasured = in.getInt();
    store.restore(in);
  }
}
