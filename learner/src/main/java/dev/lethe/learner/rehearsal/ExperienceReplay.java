package dev.lethe.learner.rehearsal;

import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
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
 * Experience replay (Chaudhry et al., "On tiny episodic memories in continual learning", 2019).
 * Each step trains on B fresh examples x and on min(m, size) examples x′ from the memory.
 *
 * <pre>
 *   er           x′ drawn uniformly without replacement
 *   mir          x′ with the largest rise of their loss, see {@link
 *                MaximallyInterferedRetrieval}
 *
 *   mix=concat   L = mean ℓ over x and x′ together; the fresh ones have the weight B/(B+m)
 *   mix=sum      L = mean ℓ(x) + mean ℓ(x′)
 *   mix=windows  L = 1/n mean ℓ(x) + (1 − 1/n) mean ℓ(x′)      n: number of the window, from 1
 * </pre>
 *
 * {@code mix=windows} follows van de Ven, Tuytelaars and Tolias ("Three types of incremental
 * learning", 2022). In the first window, replayed examples have the weight 0. Unlike in the paper,
 * the memory can contain examples of the current window.
 */
public final class ExperienceReplay implements Rehearsal {
  private static final Key MIX = Key.choice("mix", Mix.CONCAT);

  /** {@code er(memory=M, batch=m, mix=concat|sum|windows)}. */
  public static final PartDefinition UNIFORM =
      new PartDefinition(
          "er",
          Kind.REHEARSAL,
          "Replays stored examples in each step, beside the new ones.",
          "Chaudhry et al., On tiny episodic memories in continual learning, 2019",
          List.of(Replay.MEMORY, Replay.BATCH, MIX));

  /** {@code mir(memory=M, batch=m, candidates=n, mix=concat|sum|windows)}. */
  public static final PartDefinition INTERFERED =
      new PartDefinition(
          "mir",
          Kind.REHEARSAL,
          "Replays the stored examples whose loss the next step would raise most.",
          "Aljundi et al., Online continual learning with maximally interfered retrieval, NeurIPS 2019",
          List.of(Replay.MEMORY, Replay.BATCH, MaximallyInterferedRetrieval.CANDIDATES, MIX));

  private enum Mix {
    CONCAT,
    SUM,
    WINDOWS
  }

  /** Weight of the loss of each fresh and of each replayed row. */
  private record Weights(double fresh, double replayed) {}

  private final Replay replay;
  private final Retrieval retrieval;
  private final Mix mix;
  private int[] slots = {};

  private ExperienceReplay(Part part, Replay replay, Retrieval retrieval) {
    this.replay = replay;
    this.retrieval = retrieval;
    this.mix = part.choice(MIX.name(), Mix.class);
  }

  /**
   * Creates the part {@code er}.
   *
   * @param part parsed {@link #UNIFORM}
   */
  public static ExperienceReplay uniform(Part part, MethodContext context) {
    var replay = new Replay(part, context);
    return new ExperienceReplay(part, replay, step -> replay.sample(replay.batchSize()));
  }

  /**
   * Creates the part {@code mir}.
   *
   * @param part parsed {@link #INTERFERED}
   */
  public static ExperienceReplay interfered(Part part, MethodContext context) {
    var replay = new Replay(part, context);
    return new ExperienceReplay(
        part, replay, new MaximallyInterferedRetrieval(part, context, replay));
  }

  @Override
  public int maxRows() {
    return replay.batchSize();
  }

  @Override
  public void draw(Step step) {
    slots = retrieval.select(step);
    replay.append(step, slots);
  }

  @Override
  public void objective(Step step, Objective objective) {
    int fresh = step.fresh();
    int rows = step.batch().rows();
    Weights weights = weights(fresh, rows - fresh, step.window());
    objective.crossEntropy("fresh", 0, fresh, weights.fresh());
    objective.crossEntropy("replay", fresh, rows, weights.replayed());
    replay.replayed(step, fresh, slots);
  }

  private Weights weights(int fresh, int replayed, int window) {
    double share = 1.0 / (window + 1);
    double equal = 1.0 / (fresh + replayed);
    return switch (mix) {
      case CONCAT -> new Weights(equal, equal);
      case SUM -> new Weights(1.0 / fresh, 1.0 / replayed);
      case WINDOWS -> new Weights(share / fresh, (1 - share) / replayed);
    };
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
    replay.report(metrics);
    retrieval.report(metrics);
  }

  @Override
  public void save(StateWriter out) {
    replay.save(out);
    retrieval.save(out);
  }

  @Override
  public void restore(StateReader in) {
    replay.restore(in);
    retrieval.restore(in);
  }
}
