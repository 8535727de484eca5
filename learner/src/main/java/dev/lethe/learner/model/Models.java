package dev.lethe.learner.model;

import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.Vocabulary;
import dev.lethe.learner.part.PartType;
import java.util.List;

/** All models there are. */
public final class Models {
  static final String KIND = "model";

  static final List<PartType<ModelContext, Model>> TYPES =
      List.of(new PartType<>(Mlp.DEFINITION, Mlp::new));

  /** What may be written of a model. */
  public static final Vocabulary VOCABULARY =
      new Vocabulary(KIND, TYPES.stream().map(PartType::definition).toList());

  private Models() {}

  static Model make(Part part, ModelContext context) {
    return TYPES.stream()
        .filter(type -> type.definition().name().equals(part.name()))
        .findFirst()
        .orElseThrow()
        .maker()
        .apply(part, context);
  }
}
