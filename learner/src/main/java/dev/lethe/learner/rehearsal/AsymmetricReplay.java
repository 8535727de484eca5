package dev.lethe.learner.rehearsal;

import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Exemplars;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Rehearsal;
import dev.lethe.learner.part.SeenClasses;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Example;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Experience replay with asymmetric cross-entropy, ER-ACE (Caccia et al., "New insights on reducing
 * abrupt representation change in online continual learning", ICLR 2022). The softmax of fresh rows
 * covers only the classes of the fresh batch and classes not seen before, so fresh rows do not
 * lower the logits of old classes. The softmax of replayed rows covers all classes.
 *
 * <pre>
 *   L = mean ℓ(x | allowed) + mean ℓ(x′)
 *   allowed[c] = c in the fresh batch, or c not seen before
 * </pre>
 */
public final class AsymmetricReplay implements Rehearsal {
  /** {@code er-ace(memory=M, batch=m)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "er-ace",
          Kind.REHEARSAL,
          "Replays stored examples; new examples do not lower the logits of old classes.",
          "Caccia et al., New insights on reducing abrupt representation change in online continual learning, ICLR 2022",
          List.of(Replay.MEMORY, Replay.BATCH));

  private final Replay replay;
  private final SeenClasses classes;
  private final int classCount;
  private int[] slots = {};
  private double masked;

  public AsymmetricReplay(Part part, MethodContext context) {
    this.replay = new Replay(part, context);
    this.classes = context.classes();
    this.classCount = context.classCount();
  }

  @Override
  public int maxRows() {
    return replay.batchSize();
  }

  @Override
  public void draw(Step step) {
    slots = replay.draw(step);
  }

  @Override
  public void objective(Step step, Objective objective) {
    int fresh = step.fresh();
    BitSet allowed = allowed(step);
    masked += classCount - allowed.cardinality();
    for (int row = 0; row < fresh; row++) {
      objective.crossEntropy("fresh", row, 1.0 / fresh, allowed);
    }
    int rows = step.batch().rows();
    objective.crossEntropy("replay", fresh, rows, 1.0 / (rows - fresh));
    replay.replayed(step, fresh, slots);
  }

  private BitSet allowed(Step step) {
    BitSet allowed = new BitSet(classCount);
    allowed.set(0, classCount);
    allowed.andNot(classes.seen());
    for (int row = 0; row < step.fresh(); row++) {
      allowed.set(step.batch().label(row));
    }
    return allowed;
  }

  @Override
  public void store(Step step, List<Example> fresh) {
    for (int row = 0; row < fresh.size(); row++) {
      replay.offer(step, row, fresh.get(row));
    }
  }

  @Override
  public Optional<Exemplars> exemplars() {
    return Optional.of(replay.memory());
  }

  @Override
  public int forget(Set<Long> keys) {
    return replay.forget(keys);
  }

  @Override
  public void forEachKey(LongConsumer action) {
    replay.forEachKey(action);
  }

  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("er-ace.masked", masked);
    replay.report(metrics);
  }

  @Override
  public void save(StateWriter out) {
    out.put(masked);
    replay.save(out);
  }

  @Override
  public void restore(StateReader in) {
    masked = in.getDouble();
    replay.restore(in);
  }
}
