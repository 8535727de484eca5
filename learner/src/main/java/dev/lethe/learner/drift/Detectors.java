package dev.lethe.learner.drift;

import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.Vocabulary;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * All detectors there are.
 *
 * <pre>
 *   adwin(delta=0.002,clock=32,side=increase|both)              the one to begin with
 *   hddm-a(drift=0.001,warning=0.005)                           quicker, and warns
 *   hddm-w(drift=0.001,warning=0.005,lambda=0.05)
 *   ddm(min=30,warning=2,drift=3)
 *   eddm(errors=30,warning=0.95,drift=0.9)                      many false alarms
 *   page-hinkley(lambda=50,delta=0.005,alpha=0.9999,min=30,form=clamped|plain)
 *   kswin(alpha=0.005,window=100,stat=30)                       for losses
 * </pre>
 */
public final class Detectors {
  /** Makes a detector from its part. */
  private interface Factory {
    DriftDetector make(Part part, UniformRandomProvider random);
  }

  private record Known(PartDefinition definition, Factory factory) {}

  private static final List<Known> ALL =
      List.of(
          new Known(Adwin.DEFINITION, (part, random) -> new Adwin(part)),
          new Known(HddmA.DEFINITION, (part, random) -> new HddmA(part)),
          new Known(HddmW.DEFINITION, (part, random) -> new HddmW(part)),
          new Known(Ddm.DEFINITION, (part, random) -> new Ddm(part)),
          new Known(Eddm.DEFINITION, (part, random) -> new Eddm(part)),
          new Known(PageHinkley.DEFINITION, (part, random) -> new PageHinkley(part)),
          new Known(Kswin.DEFINITION, Kswin::new));

  /** How they are written. */
  public static final Vocabulary VOCABULARY =
      new Vocabulary("detector", ALL.stream().map(Known::definition).toList());

  private Detectors() {}

  /**
   * Reads one detector, for instance {@code adwin(delta=0.01)}.
   *
   * @throws IllegalArgumentException saying key, value seen and value wanted, and naming the
   *     nearest valid name where a name is unknown
   */
  public static Part parse(String expression) {
    return VOCABULARY.parse(expression).get(0);
  }

  /**
   * Makes a detector.
   *
   * @param part what {@link #parse} gave
   * @param random for those that draw numbers
   * @throws IllegalArgumentException if values of the part do not go together
   */
  public static DriftDetector make(Part part, UniformRandomProvider random) {
    return ALL.stream()
        .filter(known -> known.definition().name().equals(part.name()))
        .findFirst()
        .orElseThrow()
        .factory()
        .make(part, random);
  }
}
