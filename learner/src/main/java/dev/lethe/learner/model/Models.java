package dev.lethe.learner.model;

import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.Vocabulary;
import dev.lethe.learner.model.custom.BlockModel;
import dev.lethe.learner.model.custom.ScriptModel;
import dev.lethe.learner.model.image.Cnn;
import dev.lethe.learner.model.image.SlimResNet;
import dev.lethe.learner.model.table.Tabular;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.ModelContext;
import dev.lethe.learner.part.PartType;
import java.util.List;

/** Registry of all models. */
public final class Models {
  static final List<PartType<ModelContext, Model>> TYPES =
      List.of(
          new PartType<>(Mlp.DEFINITION, Mlp::new),
          new PartType<>(Cnn.DEFINITION, Cnn::new),
          new PartType<>(SlimResNet.DEFINITION, SlimResNet::new),
          new PartType<>(Tabular.DEFINITION, Tabular::new),
          new PartType<>(BlockModel.DEFINITION, BlockModel::new),
          new PartType<>(ScriptModel.DEFINITION, ScriptModel::new));

  /** Syntax of models. */
  public static final Vocabulary VOCABULARY =
      new Vocabulary(ModelContext.KIND.label(), TYPES.stream().map(PartType::definition).toList());

  private Models() {}

  static Model create(Part part, ModelContext context) {
    return TYPES.stream()
        .filter(type -> type.definition().name().equals(part.name()))
        .findFirst()
        .orElseThrow()
        .factory()
        .apply(part, context);
  }
}
