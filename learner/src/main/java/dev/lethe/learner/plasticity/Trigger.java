package dev.lethe.learner.plasticity;

import dev.lethe.learner.drift.Detectors;
import dev.lethe.learner.drift.DriftDetector;
import dev.lethe.learner.drift.DriftSignal;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.health.Ranks;
import dev.lethe.learner.health.UnitActivity;
import dev.lethe.learner.health.UnitOutputs;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When something begins anew.
 *
 * <pre>
 *   steps:N          every N steps that change the model, those beside the stream included
 *   window           at every window end
 *   drift:DETECTOR   when a detector of drift gives alarm on the errors of fresh examples; of those
 *                    that are learnt beside the stream, where nothing is learnt in it
 *   dormant:SHARE    when more than this share of the hidden units is dormant
 *   rank:SHARE       when the effective rank of the last hidden layer, over the most that it could
 *                    be, falls below this share
 * </pre>
 *
 * The last two judge by {@link RecentRows}, each time that all of them are new. They fire once, and
 * again only after the figure has gone back; never without hidden layers. Units of a convolution
 * are its channels, of which the means over space have a rank.
 */
final class Trigger implements Stateful {
  /** What may be written. */
  static final Domain DOMAIN =
      new Domain.Form(
          "steps:[1-9][0-9]{0,8}|window|(dormant|rank):(0?\\.[0-9]{1,6}|1)|drift:("
              + Detectors.VOCABULARY.definitions().stream()
                  .map(PartDefinition::name)
                  .collect(Collectors.joining("|"))
              + ")",
          "steps:N, window, drift:DETECTOR, dormant:SHARE or rank:SHARE");

  private final String kind;
  private final double bound;
  private final DriftDetector detector;
  private final RecentRows rows;
  private long steps;
  private boolean beyond;

  Trigger(String text, String part, MethodContext context) {
    this(text, part, RecentRows.ROWS, context);
  }

  /**
   * @param rows by how many units are judged
   */
  Trigger(String text, String part, int rows, MethodContext context) {
    String[] words = text.split(":", 2);
    this.kind = words[0];
    boolean drift = kind.equals("drift");
    this.detector =
        drift
            ? Detectors.create(Detectors.parse(words[1]), context.random().of(part + ".trigger"))
            : null;
    this.bound = drift || words.length == 1 ? 0 : Double.parseDouble(words[1]);
    boolean judges = Set.of("dormant", "rank").contains(kind);
    boolean hidden = !context.model().hiddenLayers().isEmpty();
    this.rows = judges && hidden ? new RecentRows(rows, context) : null;
  }

  /** Whether it fires after a step; to be asked once after every step. */
  boolean afterStep(Step step) {
    steps++;
    return switch (kind) {
      case "steps" -> steps % (long) bound == 0;
      case "drift" -> alarms(step);
      case "dormant" -> judges(step) && crosses(dormantShare(rows.outputs()) > bound);
      case "rank" -> judges(step) && crosses(rankShare(rows.outputs()) < bound);
      default -> false;
    };
  }

  /** Whether it fires at window ends. */
  boolean atWindowEnd() {
    return kind.equals("window");
  }

  private boolean judges(Step step) {
    if (rows == null) {
      return false;
    }
    rows.learnt(step);
    return rows.isFull() && rows.areNew();
  }

  private boolean alarms(Step step) {
    boolean alarm = false;
    for (int row = 0; row < step.fresh(); row++) {
      boolean wrong = step.logits().predicted(row) != step.batch().label(row);
      alarm |= detector.add(wrong ? 1 : 0) == DriftSignal.DRIFT;
    }
    return alarm;
  }

  private boolean crosses(boolean now) {
    boolean fires = now && !beyond;
    beyond = now;
    return fires;
  }

  private static double dormantShare(List<UnitOutputs> layers) {
    return UnitActivity.combine(
            layers.stream().map(one -> UnitActivity.of(one, UnitActivity.DEFAULT_TAU)).toList())
        .dormant();
  }

  private static double rankShare(List<UnitOutputs> layers) {
    UnitOutputs last = layers.get(layers.size() - 1);
    return Ranks.of(last.pooled(), last.rows(), last.outputs(), Ranks.DEFAULT_DELTA).effective()
        / Math.min(last.rows(), last.outputs());
  }

  @Override
  public void save(StateWriter out) {
    out.put(steps).put(beyond);
    if (detector != null) {
      detector.save(out);
    }
    if (rows != null) {
      rows.save(out);
    }
  }

  @Override
  public void restore(StateReader in) {
    steps = in.getLong();
    beyond = in.getBoolean();
    if (detector != null) {
      detector.restore(in);
    }
    if (rows != null) {
      rows.restore(in);
    }
  }
}
