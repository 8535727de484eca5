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
 * Baselines that keep everything, for replays only: memory and the time of a window end grow with
 * the stream.
 *
 * <pre>
 *   joint          at window ends the model goes on learning, from all data so far: the upper bound
 *   from-scratch   the same with fresh parameters: what a warm start is measured against
 * </pre>
 */
public final class JointTraining extends WindowTraining {
  private static final Key PASSES = new Key("passes", new Domain.Whole(1, 100_000), "1");
  private static final Key BATCH = new Key("batch", new Domain.Whole(1, 65_536), "10");

  /** {@code joint(passes=n, batch=m)}. */
  public static final PartDefinition JOINT =
      new PartDefinition("joint", Kind.REHEARSAL, List.of(PASSES, BATCH));

  /** {@code from-scratch(passes=n, batch=m)}. */
  public static final PartDefinition FROM_SCRATCH =
      new PartDefinition("from-scratch", Kind.REHEARSAL, List.of(PASSES, BATCH));

  /** Those that keep whatever comes. */
  public static final Set<String> NAMES = Set.of(JOINT.name(), FROM_SCRATCH.name());

  // a Java array holds no more numbers than these
  private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

  private JointTraining(Part part, MethodContext context, boolean anew) {
    super(
        everything(context),
        part.whole(PASSES.name()),
        part.whole(BATCH.name()),
        anew,
        context.random().of(part.name()));
  }

  private static ReplayBuffer everything(MethodContext context) {
    int most = MOST_NUMBERS / context.features();
    UniformRandomProvider beyond = context.random().of("all-data.beyond");
    return new ReplayBuffer(
        new RowStore(context.features(), most, Math.min(1024, most)), new Reservoir(beyond));
  }

  /**
   * @param part of {@link #JOINT}
   */
  public static JointTraining joint(Part part, MethodContext context) {
    return new JointTraining(part, context, false);
  }

  /**
   * @param part of {@link #FROM_SCRATCH}
   */
  public static JointTraining fromScratch(Part part, MethodContext context) {
    return new JointTraining(part, context, true);
  }
}
