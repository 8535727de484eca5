package dev.lethe.learner.rehearsal;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Exemplars;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Rehearsal;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Example;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Dark experience replay, DER and DER++ (Buzzega et al., "Dark experience for general continual
 * learning", NeurIPS 2020). The memory stores each example with the logits z′ that the model
 * produced for it when it was fresh, before the step on it.
 *
 * <pre>
 *   der     L = mean ℓ(x) + α · mean (f(x′) − z′)²                   over all m·C logits
 *   derpp   L = mean ℓ(x) + α · mean (f(x′) − z′)² + β · mean ℓ(x″)  x″ drawn independently of x′
 * </pre>
 */
public final class DarkReplay implements Rehearsal {
  private static final Key ALPHA = new Key("alpha", new Domain.Real(0, true, 1000, true), "0.5");
  private static final Key BETA = new Key("beta", new Domain.Real(0, true, 1000, true), "0.5");

  /** {@code der(memory=M, batch=m, alpha=α)}. */
  public static final PartDefinition DER =
      new PartDefinition(
          "der",
          Kind.REHEARSAL,
          "Replays stored examples with the logits that the model had for them.",
          "Buzzega et al., Dark experience for general continual learning, NeurIPS 2020",
          List.of(Replay.MEMORY, Replay.BATCH, ALPHA));

  /** {@code derpp(memory=M, batch=m, alpha=α, beta=β)}. */
  public static final PartDefinition DERPP =
      new PartDefinition(
          "derpp",
          Kind.REHEARSAL,
          "Replays stored examples with their logits and with their labels.",
          "Buzzega et al., Dark experience for general continual learning, NeurIPS 2020",
          List.of(Replay.MEMORY, Replay.BATCH, ALPHA, BETA));

  private final Replay replay;
  private final StoredLogits stored;
  private final double alpha;
  private final double beta;
  private int[] logitSlots = {};
  private int[] labelSlots = {};

  private DarkReplay(Part part, MethodContext context, double beta) {
    this.replay = new Replay(part, context);
    this.stored = new StoredLogits(replay.memory().rows().capacity(), context.classCount());
    this.alpha = part.real(ALPHA.name());
    this.beta = beta;
  }

  /**
   * Creates the part {@code der}.
   *
   * @param part parsed {@link #DER}
   */
  public static DarkReplay der(Part part, MethodContext context) {
    return new DarkReplay(part, context, 0);
  }

  /**
   * Creates the part {@code derpp}.
   *
   * @param part parsed {@link #DERPP}
   */
  public static DarkReplay derpp(Part part, MethodContext context) {
    return new DarkReplay(part, context, part.real(BETA.name()));
  }

  @Override
  public int maxRows() {
    return (beta > 0 ? 2 : 1) * replay.batchSize();
  }

  @Override
  public void draw(Step step) {
    logitSlots = replay.draw(step);
    labelSlots = beta > 0 ? replay.draw(step) : new int[0];
  }

  @Override
  public void objective(Step step, Objective objective) {
    int fresh = step.fresh();
    objective.crossEntropy("fresh", 0, fresh, 1.0 / fresh);
    stored.objective(objective, fresh, logitSlots, alpha);
    int second = fresh + logitSlots.length;
    objective.crossEntropy("replay", second, step.batch().rows(), beta / labelSlots.length);
    replay.replayed(step, fresh, logitSlots);
    replay.replayed(step, second, labelSlots);
  }

  @Override
  public void store(Step step, List<Example> fresh) {
    for (int row = 0; row < fresh.size(); row++) {
      int slot = replay.offer(step, row, fresh.get(row));
      if (slot != BufferPolicy.NOWHERE) {
        stored.put(slot, step.logits(), row);
      }
    }
  }

  @Override
  public Optional<Exemplars> exemplars() {
    return Optional.of(replay.memory());
  }

  @Override
  public int forget(Set<Long> keys) {
    return replay.memory().forget(keys, stored::remove);
  }

  @Override
  public void forEachKey(LongConsumer action) {
    replay.forEachKey(action);
  }

  @Override
  public void report(Map<String, Double> metrics) {
    replay.report(metrics);
    metrics.merge("buffer.bytes", (double) stored.sizeInBytes(), Double::sum);
  }

  @Override
  public void save(StateWriter out) {
    replay.save(out);
    stored.save(out);
  }

  @Override
  public void restore(StateReader in) {
    replay.restore(in);
    stored.restore(in);
  }
}
