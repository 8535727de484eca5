package dev.lethe.learner.model;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.Vocabulary;
import java.util.List;

/**
 * Which model is learnt, as an expression.
 *
 * <ul>
 *   <li>{@code mlp(hidden=100:100,activation=relu)}: fully connected layers; {@code hidden=0} has
 *       none, which is softmax regression
 * </ul>
 *
 * @param hidden units of each hidden layer, from the input on
 */
public record ModelSpec(List<Integer> hidden) {
  private static final String HIDDEN = "hidden";
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          "model",
          List.of(
              new PartDefinition(
                  "mlp",
                  "model",
                  List.of(
                      new Key(HIDDEN, new Domain.Sizes(64, 1_000_000), "100:100"),
                      new Key("activation", new Domain.Choice(List.of("relu")), "relu")))));

  public ModelSpec {
    hidden = List.copyOf(hidden);
    for (int units : hidden) {
      if (units < 1) {
        throw new IllegalArgumentException("hidden: seen '" + units + "', wanted at least 1");
      }
    }
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException saying key, value seen and value wanted
   */
  public static ModelSpec parse(String expression) {
    Part mlp = VOCABULARY.parse(expression).get(0);
    return new ModelSpec(mlp.sizes(HIDDEN));
  }

  /** The canonical expression: the same for all that mean the same. */
  @Override
  public String toString() {
    String sizes =
        hidden.isEmpty() ? "0" : String.join(":", hidden.stream().map(String::valueOf).toList());
    return "mlp(activation=relu,hidden=" + sizes + ")";
  }
}
