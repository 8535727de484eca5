package dev.lethe.learner.rehearsal;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.memory.Greedy;
import dev.lethe.learner.memory.ReplayBuffer;
import dev.lethe.learner.memory.RowStore;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import java.util.List;

/**
 * GDumb (Prabhu, Torr and Dokania, "GDumb: a simple approach that questions our progress in
 * continual learning", ECCV 2020). Keeps a greedily balanced memory and, at window ends, trains the
 * network on it from scratch. A method that does worse with the same memory does not work.
 *
 * <pre>
 *   η of a pass = η_min + ½ (η_max − η_min)(1 + cos(π t/T)),   t = passes since the last restart,
 *                                                              T = 1, 2, 4, … until the next
 *   η of the first pass = η_max / 10
 * </pre>
 *
 * This learning rate replaces the optimizer's. The crops, CutMix and batch normalisation of the
 * original are omitted.
 */
public final class GDumb extends WindowTraining {
  /** {@code gdumb(memory=M, passes=n, batch=m, lr-max=η_max, lr-min=η_min)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "gdumb",
          Kind.REHEARSAL,
          "Keeps a balanced memory and trains the network on it from scratch at window ends.",
          "Prabhu, Torr and Dokania, GDumb: a simple approach that questions our progress in continual learning, ECCV 2020",
          List.of(
              Replay.MEMORY,
              new Key("passes", new Domain.Whole(1, 100_000), "128"),
              new Key("batch", new Domain.Whole(1, 65_536), "16"),
              new Key("lr-max", new Domain.Real(0, false, 1000, true), "0.05"),
              new Key("lr-min", new Domain.Real(0, false, 1000, true), "0.0005")));

  private final double maxRate;
  private final double minRate;
  private final double optimizerRate;

  public GDumb(Part part, MethodContext context) {
    super(
        new ReplayBuffer(
            new RowStore(context.features(), part.whole("memory"), part.whole("memory")),
            new Greedy(context.random().of("gdumb.insertion"))),
        part.whole("passes"),
        part.whole("batch"),
        true,
        context.random().of("gdumb"));
    this.maxRate = part.real("lr-max");
    this.minRate = part.real("lr-min");
    this.optimizerRate = context.optimizer().rate();
  }

  @Override
  double rateFactor(int pass) {
    return rate(pass) / optimizerRate;
  }

  /** Returns η of a pass, counted from 0. */
  double rate(int pass) {
    if (pass == 0) {
      return maxRate / 10;
    }
    int sinceRestart = pass - 1;
    int period = 1;
    while (sinceRestart >= period) {
      sinceRestart -= period;
      period *= 2;
    }
    return minRate
        + 0.5 * (maxRate - minRate) * (1 + StrictMath.cos(Math.PI * sinceRestart / period));
  }
}
