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
 * continual learning", ECCV 2020): a greedily balanced memory, and a network trained on it from
 * scratch when it is asked for, here at window ends. What does worse than this with the same memory
 * does not work.
 *
 * <pre>
 *   η of a pass = η_min + ½ (η_max − η_min)(1 + cos(π t/T)),   T = 1, 2, 4, …  after each restart
 *   η of the first pass = η_max / 10
 * </pre>
 *
 * The rates take the place of the optimizer's. Crops, mixes and batch normalisation of the original
 * are left out.
 */
public final class GDumb extends WindowTraining {
  /** {@code gdumb(memory=M, passes=n, batch=m, lr-max=η_max, lr-min=η_min)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "gdumb",
          Kind.REHEARSAL,
          List.of(
              Replay.MEMORY,
              new Key("passes", new Domain.Whole(1, 100_000), "128"),
              new Key("batch", new Domain.Whole(1, 65_536), "16"),
              new Key("lr-max", new Domain.Real(0, false, 1000, true), "0.05"),
              new Key("lr-min", new Domain.Real(0, false, 1000, true), "0.0005")));

  private final double highest;
  private final double lowest;
  private final double base;

  public GDumb(Part part, MethodContext context) {
    super(
        new ReplayBuffer(
            new RowStore(context.features(), part.whole("memory"), part.whole("memory")),
            new Greedy(context.random().of("gdumb.insertion"))),
        part.whole("passes"),
        part.whole("batch"),
        true,
        context.random().of("gdumb"));
    this.highest = part.real("lr-max");
    this.lowest = part.real("lr-min");
    this.base = context.optimizer().rate();
  }

  @Override
  double factor(int pass) {
    return rate(pass) / base;
  }

  /** η of a pass, 0 the first. */
  double rate(int pass) {
    if (pass == 0) {
      return highest / 10;
    }
    int into = pass - 1;
    int period = 1;
    while (into >= period) {
      into -= period;
      period *= 2;
    }
    return lowest + 0.5 * (highest - lowest) * (1 + StrictMath.cos(Math.PI * into / period));
  }
}
