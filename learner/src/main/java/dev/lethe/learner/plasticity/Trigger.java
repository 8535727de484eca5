package dev.lethe.learner.plasticity;

import dev.lethe.learner.drift.Detectors;
import dev.lethe.learner.drift.DriftDetector;
import dev.lethe.learner.drift.Verdict;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.health.Ranks;
import dev.lethe.learner.health.UnitActivity;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.Workshop;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.stream.Collectors;

/**
 * When something begins anew.
 *
 * <pre>
 *   steps:N          every N steps
 *   window           at every window end
 *   drift:DETECTOR   when a detector of drift gives alarm on the errors of fresh examples
 *   dormant:SHARE    when more than this share of the hidden units is dormant
 *   rank:SHARE       when the effective rank of the last hidden layer, over the most that it could
 *                    be on the rows of the step, falls below this share
 * </pre>
 *
 * The last two fire once, and again only after the figure has gone back.
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
  private final String value;
  private final DriftDetector detector;
  private boolean beyond;

  Trigger(String text, String part, Workshop workshop) {
    String[] words = text.split(":", 2);
    this.kind = words[0];
    this.value = words.length == 2 ? words[1] : "";
    this.detector =
        kind.equals("drift")
            ? Detectors.make(Detectors.parse(value), workshop.random().of(part + ".trigger"))
            : null;
  }

  /** Whether it fires after a step; to be asked once for every step. */
  boolean afterStep(Step step) {
    return switch (kind) {
      case "steps" -> step.number() % Long.parseLong(value) == 0;
      case "drift" -> alarms(step);
      case "dormant" -> crosses(dormantShare(step) > Double.parseDouble(value));
      case "rank" -> crosses(rankShare(step) < Double.parseDouble(value));
      default -> false;
    };
  }

  /** Whether it fires at window ends. */
  boolean atWindowEnd() {
    return kind.equals("window");
  }

  private boolean alarms(Step step) {
    boolean alarm = false;
    for (int row = 0; row < step.fresh(); row++) {
      boolean wrong = step.answers().predicted(row) != step.batch().label(row);
      alarm |= detector.add(wrong ? 1 : 0) == Verdict.DRIFT;
    }
    return alarm;
  }

  private boolean crosses(boolean now) {
    boolean fires = now && !beyond;
    beyond = now;
    return fires;
  }

  private static double dormantShare(Step step) {
    return UnitActivity.together(
            step.forward().hidden().stream()
                .map(
                    layer ->
                        UnitActivity.of(
                            layer.toFloatArray(),
                            step.batch().rows(),
                            (int) (layer.size() / step.batch().rows()),
                            UnitActivity.DORMANT_AT))
                .toList())
        .dormant();
  }

  private static double rankShare(Step step) {
    int rows = step.batch().rows();
    int units = (int) (step.forward().features().size() / rows);
    float[] values = step.forward().features().toFloatArray();
    return Ranks.of(values, rows, units, Ranks.DELTA).effective() / Math.min(rows, units);
  }

  @Override
  public void save(StateWriter out) {
    out.put(beyond);
    if (detector != null) {
      detector.save(out);
    }
  }

  @Override
  public void restore(StateReader in) {
    beyond = in.getBoolean();
    if (detector != null) {
      detector.restore(in);
    }
  }
}
