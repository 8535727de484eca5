package dev.lethe.learner.rehearsal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.network.Gradients;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Optimizer;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Maximally interfered retrieval (Aljundi et al., "Online continual learning with maximally
 * interfered retrieval", NeurIPS 2019): what the fresh examples would harm most is replayed.
 *
 * <pre>
 *   S    candidates, drawn uniformly without replacement
 *   θᵥ = θ − η ∇ mean ℓ(x)                   η the optimizer's rate, x the fresh rows
 *   s  = ℓ(θᵥ; x′) − ℓ(θ; x′)                for x′ in S; the m largest are replayed
 * </pre>
 *
 * The virtual step is plain, whatever the optimizer is. Where the memory holds no more than m, all
 * of it is replayed and nothing is measured.
 */
final class MaximallyInterferedRetrieval implements Retrieval {
  /** How many candidates there are. */
  static final Key CANDIDATES = new Key("candidates", new Domain.Whole(1, 65_536), "50");

  private final Replay replay;
  private final Gradients gradients;
  private final Optimizer optimizer;
  private final RowBatch candidates;
  private long measured;
  private double excess;

  /**
   * @param replay whose memory it chooses from
   */
  MaximallyInterferedRetrieval(Part part, MethodContext context, Replay replay) {
    this.replay = replay;
    this.gradients = context.gradients();
    this.optimizer = context.optimizer();
    int count = Math.max(part.whole(CANDIDATES.name()), replay.batchSize());
    this.candidates = new RowBatch(count, context.features());
  }

  @Override
  public int[] choose(Step step) {
    int[] slots = replay.sample(candidates.capacity());
    if (slots.length <= replay.batchSize()) {
      return slots;
    }
    double[] interference = interference(step, slots);
    int[] chosen =
        IntStream.range(0, slots.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -interference[i]))
            .limit(replay.batchSize())
            .mapToInt(Integer::intValue)
            .toArray();
    measured++;
    excess += mean(Arrays.stream(chosen).mapToDouble(i -> interference[i]).toArray());
    excess -= mean(interference);
    return Arrays.stream(chosen).map(i -> slots[i]).toArray();
  }

  /** s of the examples in some slots, nats; 0 where it is no finite number. */
  private double[] interference(Step step, int[] slots) {
    candidates.clear();
    replay.memory().copyTo(candidates, slots);
    try (NDManager scope = step.scope().newSubManager()) {
      Logits after = gradients.logits(candidates, virtual(step, scope), scope);
      Logits before = gradients.logits(candidates, step.parameters(), scope);
      double[] interference = new double[slots.length];
      for (int i = 0; i < slots.length; i++) {
        int label = candidates.label(i);
        BitSet among = gradients.trainedClasses(candidates, i);
        double s = after.loss(i, label, among) - before.loss(i, label, among);
        interference[i] = Double.isFinite(s) ? s : 0;
      }
      return interference;
    }
  }

  private List<NDArray> virtual(Step step, NDManager scope) {
    List<NDArray> slopes = gradients.ofLoss(step.batch(), scope);
    List<NDArray> moved = new ArrayList<>();
    for (int i = 0; i < slopes.size(); i++) {
      NDArray way = slopes.get(i).muli((float) -optimizer.rate());
      moved.add(way.addi(step.parameters().get(i)));
    }
    return moved;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /**
   * {@code mir.interference}: by how much the mean s of what was chosen exceeded that of the
   * candidates, nats, on average over the steps that measured it.
   */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("mir.interference", measured == 0 ? 0 : excess / measured);
  }

  @Override
  public void save(StateWriter out) {
    out.put(measured).put(excess);
  }

  @Override
  public void restore(StateReader in) {
    measured = in.getLong();
    excess = in.getDouble();
  }
}
