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
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The newest rows that were learnt, fresh and replayed, by which units are judged: a single step
 * has too few of them to tell a dormant unit from one that waits for its class.
 */
final class RecentRows implements Stateful {
  /** As many as the implementation of the ReDo paper takes. */
  static final int ROWS = 256;

  private final MethodContext context;
  private final RowStore store;
  private final RowBatch batch;
  private int next;
  private int unjudged;

  /**
   * @param rows how many, at least 1
   */
  RecentRows(int rows, MethodContext context) {
    this.context = context;
    this.store = new RowStore(context.features(), rows, Math.min(rows, ROWS));
    this.batch = new RowBatch(rows, context.features());
  }

  /** Takes the rows of a step; of more than there is room for, the last. */
  void add(Step step) {
    RowBatch rows = step.batch();
    int width = rows.width();
    for (int row = Math.max(0, rows.rows() - store.capacity()); row < rows.rows(); row++) {
      float[] values = Arrays.copyOfRange(rows.values(), row * width, (row + 1) * width);
      store.put(next, new Features.Floats(values), rows.label(row), rows.window(row));
      next = (next + 1) % store.capacity();
    }
    unjudged = Math.min(store.capacity(), unjudged + rows.rows());
  }

  /** Whether there are as many as there are to be: of fewer, units show too little. */
  boolean isFull() {
    return store.size() == store.capacity();
  }

  /** Whether none of them was there when {@link #outputs} was called last. */
  boolean areNew() {
    return unjudged == store.capacity();
  }

  /**
   * What the units of each hidden layer give on these rows, with the parameters as they are now.
   * There must be a row.
   */
  List<UnitOutputs> outputs() {
    unjudged = 0;
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
    out.put(next).put(unjudged);
    store.save(out);
  }

  @Override
  public void restore(StateReader in) {
    next = in.getInt();
    unjudged = in.getInt();
    store.restore(in);
  }
}
