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
 * interfered retrieval", NeurIPS 2019). Replays the examples whose loss a step on the fresh
 * examples would raise most.
 *
 * <pre>
 *   S    candidates, drawn uniformly without replacement
 *   θᵥ = θ − η ∇ mean ℓ(x)                   η: the optimizer's rate; x: fresh rows
 *   s  = ℓ(θᵥ; x′) − ℓ(θ; x′)                for x′ in S; replays those with the m largest s
 * </pre>
 *
 * The virtual step is plain SGD, regardless of the optimizer. If the memory holds at most m
 * examples, all of them are replayed and no interference is computed.
 */
final class MaximallyInterferedRetrieval implements Retrieval {
  /** Number of candidates. */
  static final Key CANDIDATES = new Key("candidates", new Domain.Whole(1, 65_536), "50");

  private final Replay replay;
  private final Gradients gradients;
  private final Optimizer optimizer;
  private final RowBatch candidates;
  private long measuredSteps;
  private double excess;

  /**
   * @param replay replay whose memory holds the candidates
   */
  MaximallyInterferedRetrieval(Part part, MethodContext context, Replay replay) {
    this.replay = replay;
    this.gradients = context.gradients();
    this.optimizer = context.optimizer();
    int count = Math.max(part.whole(CANDIDATES.name()), replay.batchSize());
    this.candidates = new RowBatch(count, context.features());
  }

  @Override
  public int[] select(Step step) {
    int[] slots = replay.sample(candidates.capacity());
    if (slots.length <= replay.batchSize()) {
      return slots;
    }
    double[] interference = interference(step, slots);
    int[] selected =
        IntStream.range(0, slots.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -interference[i]))
            .limit(replay.batchSize())
            .mapToInt(Integer::intValue)
            .toArray();
    measuredSteps++;
    excess += mean(Arrays.stream(selected).mapToDouble(i -> interference[i]).toArray());
    excess -= mean(interference);
    return Arrays.stream(selected).map(i -> slots[i]).toArray();
  }

  /** Returns s of the examples in some slots, nats; 0 if it is not finite. */
  private double[] interference(Step step, int[] slots) {
    candidates.clear();
    replay.memory().copyTo(candidates, slots);
    try (NDManager scope = step.scope().newSubManager()) {
      Logits after = gradients.logits(candidates, virtualStep(step, scope), scope);
      Logits before = gradients.logits(candidates, step.parameters(), scope);
      double[] interference = new double[slots.length];
      for (int i = 0; i < slots.length; i++) {
        int label = candidates.label(i);
        BitSet classes = gradients.trainedClasses(candidates, i);
        double s = after.loss(i, label, classes) - before.loss(i, label, classes);
        interference[i] = Double.isFinite(s) ? s : 0;
      }
      return interference;
    }
  }

  private List<NDArray> virtualStep(Step step, NDManager scope) {
    List<NDArray> parameterGradients = gradients.ofLoss(step.batch(), scope);
    List<NDArray> moved = new ArrayList<>();
    for (int i = 0; i < parameterGradients.size(); i++) {
      NDArray change = parameterGradients.get(i).muli((float) -optimizer.rate());
      moved.add(change.addi(step.parameters().get(i)));
    }
    return moved;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /**
   * Reports {@code mir.interference}: mean s of the replayed examples minus mean s of all
   * candidates, nats, averaged over the steps that computed it.
   */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("mir.interference", measuredSteps == 0 ? 0 : excess / measuredSteps);
  }

  @Override
  public void save(StateWriter out) {
    out.put(measuredSteps).put(excess);
  }

  @Override
  public void restore(StateReader in) {
    measuredSteps = in.getLong();
    excess = in.getDouble();
  }
}
