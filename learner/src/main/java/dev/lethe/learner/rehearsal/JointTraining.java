package dev.lethe.learner.rehearsal;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.memory.ReplayBuffer;
import dev.lethe.learner.memory.Reservoir;
import dev.lethe.learner.memory.RowStore;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Baselines that store the whole stream. Their memory and the duration of a window end grow with
 * the stream, so use them for finite replays only.
 *
 * <pre>
 *   joint          at window ends, trains the model further on all data so far: an upper bound
 *   from-scratch   the same with re-initialised parameters: the reference for warm starts
 * </pre>
 */
public final class JointTraining extends WindowTraining {
  private static final Key PASSES = new Key("passes", new Domain.Whole(1, 100_000), "1");
  private static final Key BATCH = new Key("batch", new Domain.Whole(1, 65_536), "10");

  /** {@code joint(passes=n, batch=m)}. */
  public static final PartDefinition JOINT =
      new PartDefinition(
          "joint",
          Kind.REHEARSAL,
          "Stores the whole stream and trains on all of it at window ends: an upper bound.",
          "",
          List.of(PASSES, BATCH));

  /** {@code from-scratch(passes=n, batch=m)}. */
  public static final PartDefinition FROM_SCRATCH =
      new PartDefinition(
          "from-scratch",
          Kind.REHEARSAL,
          "Trains a new network on the whole stream at window ends: the reference for warm starts.",
          "",
          List.of(PASSES, BATCH));

  /** Names of the parts that store the whole stream. */
  public static final Set<String> NAMES = Set.of(JOINT.name(), FROM_SCRATCH.name());

  // maximum size of a Java array
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  private JointTraining(Part part, MethodContext context, boolean reinitialise) {
    super(
        everything(context),
        part.whole(PASSES.name()),
        part.whole(BATCH.name()),
        reinitialise,
        context.random().of(part.name()));
  }

  private static ReplayBuffer everything(MethodContext context) {
    int maxRows = MAX_VALUES / context.features();
    UniformRandomProvider overflow = context.random().of("all-data.beyond");
    return new ReplayBuffer(
        new RowStore(context.features(), maxRows, Math.min(1024, maxRows)),
        new Reservoir(overflow));
  }

  /**
   * Creates the part {@code joint}.
   *
   * @param part parsed {@link #JOINT}
   */
  public static JointTraining joint(Part part, MethodContext context) {
    return new JointTraining(part, context, false);
  }

  /**
   * Creates the part {@code from-scratch}.
   *
   * @param part parsed {@link #FROM_SCRATCH}
   */
  public static JointTraining fromScratch(Part part, MethodContext context) {
    return new JointTraining(part, context, true);
  }
}
