package dev.lethe.learner.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.Vocabulary;
import dev.lethe.learner.optimizer.Adam;
import dev.lethe.learner.optimizer.Optimizer;
import dev.lethe.learner.optimizer.Sgd;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.rehearsal.ExperienceReplay;
import dev.lethe.learner.rehearsal.Naive;
import dev.lethe.learner.rehearsal.Rehearsal;
import java.util.List;
import java.util.stream.Stream;

/** All parts there are. */
final class MethodParts {
  /** Makes a rehearsal from its part. */
  private interface RehearsalFactory {
    Rehearsal make(Part part, int features, RandomStreams random);
  }

  /** Makes an optimizer from its part. */
  private interface OptimizerFactory {
    Optimizer make(Part part, List<NDArray> parameters, NDManager owner);
  }

  private record RehearsalPart(PartDefinition definition, RehearsalFactory factory) {}

  private record OptimizerPart(PartDefinition definition, OptimizerFactory factory) {}

  private static final List<RehearsalPart> REHEARSALS =
      List.of(
          new RehearsalPart(Naive.DEFINITION, (part, features, random) -> new Naive()),
          new RehearsalPart(ExperienceReplay.DEFINITION, ExperienceReplay::new));

  private static final List<OptimizerPart> OPTIMIZERS =
      List.of(
          new OptimizerPart(Sgd.DEFINITION, (part, parameters, owner) -> new Sgd(part, owner)),
          new OptimizerPart(Adam.DEFINITION, Adam::new));

  static final Vocabulary VOCABULARY =
      new Vocabulary(
          "method",
          Stream.concat(
                  REHEARSALS.stream().map(RehearsalPart::definition),
                  OPTIMIZERS.stream().map(OptimizerPart::definition))
              .toList());

  private MethodParts() {}

  static Rehearsal rehearsal(Part part, int features, RandomStreams random) {
    return REHEARSALS.stream()
        .filter(known -> known.definition().name().equals(part.name()))
        .findFirst()
        .orElseThrow()
        .factory()
        .make(part, features, random);
  }

  static Optimizer optimizer(Part part, List<NDArray> parameters, NDManager owner) {
    return OPTIMIZERS.stream()
        .filter(known -> known.definition().name().equals(part.name()))
        .findFirst()
        .orElseThrow()
        .factory()
        .make(part, parameters, owner);
  }
}
