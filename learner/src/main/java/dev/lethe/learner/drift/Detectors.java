package dev.lethe.learner.drift;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.Vocabulary;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Catalogue of the available drift detectors.
 *
 * <pre>
 *   adwin(delta=0.002,clock=32,side=increase|both)              recommended default
 *   hddm-a(drift=0.001,warning=0.005)                           faster, with warnings
 *   hddm-w(drift=0.001,warning=0.005,lambda=0.05)
 *   ddm(min=30,warning=2,drift=3)
 *   eddm(errors=30,warning=0.95,drift=0.9)                      many false alarms
 *   page-hinkley(lambda=50,delta=0.005,alpha=0.9999,min=30,form=clamped|plain)
 *   kswin(alpha=0.005,window=100,stat=30,side=both|increase)    for losses, not for 0/1 errors
 * </pre>
 */
public final class Detectors {
  /** Creates a detector from its part. */
  private interface Factory {
    DriftDetector create(Part part, UniformRandomProvider random);
  }

  private record DetectorType(PartDefinition definition, Factory factory) {}

  private static final List<DetectorType> ALL =
      List.of(
          new DetectorType(Adwin.DEFINITION, (part, random) -> new Adwin(part)),
          new DetectorType(HddmA.DEFINITION, (part, random) -> new HddmA(part)),
          new DetectorType(HddmW.DEFINITION, (part, random) -> new HddmW(part)),
          new DetectorType(Ddm.DEFINITION, (part, random) -> new Ddm(part)),
          new DetectorType(Eddm.DEFINITION, (part, random) -> new Eddm(part)),
          new DetectorType(PageHinkley.DEFINITION, (part, random) -> new PageHinkley(part)),
          new DetectorType(Kswin.DEFINITION, Kswin::new));

  /** Names and keys of the detectors in an expression. */
  public static final Vocabulary VOCABULARY =
      new Vocabulary("detector", ALL.stream().map(DetectorType::definition).toList());

  /** Domain of a key whose value is the name of a detector. */
  public static final Domain.Choice NAMES =
      new Domain.Choice(VOCABULARY.definitions().stream().map(PartDefinition::name).toList());

  private Detectors() {}

  /**
   * Parses the expression of one detector, for instance {@code adwin(delta=0.01)}.
   *
   * @throws IllegalArgumentException if the expression is invalid; the message contains the key,
   *     the given and the expected value, and suggests the nearest name for an unknown one
   */
  public static Part parse(String expression) {
    return VOCABULARY.parse(expression).get(0);
  }

  /**
   * Creates a detector.
   *
   * @param part detector expression from {@link #parse}
   * @param random source for detectors that sample
   * @throws IllegalArgumentException if values of the part contradict each other
   */
  public static DriftDetector create(Part part, UniformRandomProvider random) {
    return ALL.stream()
        .filter(type -> type.definition().name().equals(part.name()))
        .findFirst()
        .orElseThrow()
        .factory()
        .create(part, random);
  }
}
