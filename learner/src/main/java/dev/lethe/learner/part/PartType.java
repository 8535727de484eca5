package dev.lethe.learner.part;

import static java.util.Objects.requireNonNull;

import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A part that there is: what may be written of it, and how it is made.
 *
 * @param <C> what its maker is given beside the expression's part
 * @param <T> what it makes
 */
public record PartType<C, T>(PartDefinition definition, BiFunction<Part, C, T> maker) {
  public PartType {
    requireNonNull(definition, "definition");
    requireNonNull(maker, "maker");
  }

  /** A part whose maker needs the expression's part alone. */
  public static <C, T> PartType<C, T> of(PartDefinition definition, Function<Part, T> maker) {
    return new PartType<>(definition, (part, context) -> maker.apply(part));
  }
}
