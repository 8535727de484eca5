package dev.lethe.learner.part;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.expression.PartKind;
import dev.lethe.learner.network.ParameterSpec;
import dev.lethe.learner.random.Purpose;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Objects available to the constructor of a model.
 *
 * @param learnerContext dimensions and resources of the learner
 * @param activation activation of the hidden units
 * @param head output layer
 */
public record ModelContext(LearnerContext learnerContext, Activation activation, Head head) {
  /** Kind of all model definitions. */
  public static final PartKind KIND = PartKind.of("model");

  public int features() {
    return learnerContext.features();
  }

  public int classes() {
    return learnerContext.classes();
  }

  /** Creates initialised parameters, drawn in order; the learner's manager owns them. */
  public List<NDArray> create(List<ParameterSpec> specs) {
    UniformRandomProvider random = learnerContext.random().of(Purpose.INITIALISATION);
    return specs.stream().map(spec -> spec.create(random, learnerContext.owner())).toList();
  }
}
