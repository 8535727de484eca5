package dev.lethe.learner.part;

import static java.util.Objects.requireNonNull;

import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Available part: its syntax and its factory.
 *
 * @param definition name and keys of the part
 * @param factory creates the part from its parsed expression and a context
 * @param <C> context that the factory needs
 * @param <T> type of the created object
 */
public record PartType<C, T>(PartDefinition definition, BiFunction<Part, C, T> factory) {
  public PartType {
    requireNonNull(definition, "definition");
    requireNonNull(factory, "factory");
  }

  /** Returns a part whose factory needs no context. */
  public static <C, T> PartType<C, T> of(PartDefinition definition, Function<Part, T> factory) {
    return new PartType<>(definition, (part, context) -> factory.apply(part));
  }
}
