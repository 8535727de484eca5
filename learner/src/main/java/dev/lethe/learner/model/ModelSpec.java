package dev.lethe.learner.model;

import dev.lethe.learner.expression.Part;

/**
 * Which model is learnt, as an expression such as {@code mlp(hidden=100:100)}; {@link Models} has
 * them all.
 */
public record ModelSpec(Part part) {
  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException saying key, value seen and value wanted
   */
  public static ModelSpec parse(String expression) {
    return new ModelSpec(Models.VOCABULARY.parse(expression).get(0));
  }

  /** Makes the model, with fresh parameters. */
  public Model make(ModelContext context) {
    return Models.make(part, context);
  }

  /** The canonical expression: the same for all that mean the same. */
  @Override
  public String toString() {
    return part.toString();
  }
}
