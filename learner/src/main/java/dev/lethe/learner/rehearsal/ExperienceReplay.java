package dev.lethe.learner.rehearsal;

import dev.lethe.learner.expression.Domain;
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

/**
 * Experience replay (Chaudhry et al., "On tiny episodic memories in continual learning", 2019):
 * each step learns from B fresh examples x and from min(m, size) others x′ of the memory.
 *
 * <pre>
 *   er           x′ drawn uniformly, without replacement
 *   mir          x′ those that the fresh ones would harm most: {@link MaximallyInterferedRetrieval}
 *
 *   mix=concat   L = mean ℓ over x and x′ together: fresh ones weigh B/(B+m)
 *   mix=sum      L = mean ℓ(x) + mean ℓ(x′)
 *   mix=windows  L = 1/n mean ℓ(x) + (1 − 1/n) mean ℓ(x′)      n task windows so far, with this one
 * </pre>
 *
 * The last is that of van de Ven, Tuytelaars and Tolias ("Three types of incremental learning",
 * 2022). In the first window what is replayed weighs nothing; unlike theirs, the memory may hold
 * examples of the window that is open.
 */
public final class ExperienceReplay implements Rehearsal {
  private static final Key MIX =
      new Key("mix", new Domain.Choice(List.of("concat", "sum", "windows")), "concat");

  /** {@code er(memory=M, batch=m, mix=concat|sum|windows)}. */
  public static final PartDefinition UNIFORM =
      new PartDefinition("er", Kind.REHEARSAL.words(), List.of(Replay.MEMORY, Replay.BATCH, MIX));

  /** {@code mir(memory=M, batch=m, candidates=n, mix=concat|sum|windows)}. */
  public static final PartDefinition INTERFERED =
      new PartDefinition(
          "mir",
          Kind.REHEARSAL.words(),
          List.of(Replay.MEMORY, Replay.BATCH, MaximallyInterferedRetrieval.CANDIDATES, MIX));

  private final Replay replay;
  private final Retrieval retrieval;
  private final String mix;
  private int[] slots = {};

  private ExperienceReplay(Part part, Replay replay, Retrieval retrieval) {
    this.replay = replay;
    this.retrieval = retrieval;
    this.mix = part.text(MIX.name());
  }

  /**
   * @param part of {@link #UNIFORM}
   */
  public static ExperienceReplay uniform(Part part, MethodContext context) {
    var replay = new Replay(part, context);
    return new ExperienceReplay(part, replay, step -> replay.sample(replay.batchSize()));
  }

  /**
   * @param part of {@link #INTERFERED}
   */
  public static ExperienceReplay interfered(Part part, MethodContext context) {
    var replay = new Replay(part, context);
    return new ExperienceReplay(
        part, replay, new MaximallyInterferedRetrieval(part, context, replay));
  }

  @Override
  public int most() {
    return replay.batchSize();
  }

  @Override
  public void draw(Step step) {
    slots = retrieval.choose(step);
    replay.append(step, slots);
  }

  @Override
  public void objective(Step step, Objective objective) {
    int fresh = step.fresh();
    int rows = step.batch().rows();
    int replayed = rows - fresh;
    double share = 1.0 / (step.window() + 1);
    switch (mix) {
      case "sum" -> add(objective, fresh, rows, 1.0 / fresh, 1.0 / replayed);
      case "windows" -> add(objective, fresh, rows, share / fresh, (1 - share) / replayed);
      default -> add(objective, fresh, rows, 1.0 / rows, 1.0 / rows);
    }
    replay.replayed(step, fresh, slots);
  }

  /** Adds the loss of the rows, of given weight each. */
  private static void add(
      Objective objective, int fresh, int rows, double ofFresh, double ofReplayed) {
    objective.crossEntropy("fresh", 0, fresh, ofFresh);
    objective.crossEntropy("replay", fresh, rows, ofReplayed);
  }

  @Override
  public void learnt(Step step, List<Example> fresh) {
    for (int row = 0; row < fresh.size(); row++) {
      replay.offer(step, row, fresh.get(row));
    }
  }

  @Override
  public Optional<Exemplars> remembered() {
    return Optional.of(replay.memory());
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
