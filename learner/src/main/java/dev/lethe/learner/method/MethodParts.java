package dev.lethe.learner.method;

import dev.lethe.learner.activation.Relu;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.Vocabulary;
import dev.lethe.learner.head.LinearHead;
import dev.lethe.learner.memory.Reservoir;
import dev.lethe.learner.optimizer.Adam;
import dev.lethe.learner.optimizer.OptimizerContext;
import dev.lethe.learner.optimizer.Sgd;
import dev.lethe.learner.part.Activation;
import dev.lethe.learner.part.Blueprint;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Distillation;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.Optimizer;
import dev.lethe.learner.part.PartType;
import dev.lethe.learner.part.Plasticity;
import dev.lethe.learner.part.Projection;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Rehearsal;
import dev.lethe.learner.part.Workshop;
import dev.lethe.learner.rehearsal.AsymmetricReplay;
import dev.lethe.learner.rehearsal.DarkReplay;
import dev.lethe.learner.rehearsal.ExperienceReplay;
import dev.lethe.learner.rehearsal.Naive;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/** All parts there are: a new one is one line here. */
public final class MethodParts {
  static final List<PartType<Workshop, Rehearsal>> REHEARSALS =
      List.of(
          PartType.of(Naive.DEFINITION, part -> new Naive()),
          new PartType<>(ExperienceReplay.DEFINITION, ExperienceReplay::new),
          new PartType<>(AsymmetricReplay.DEFINITION, AsymmetricReplay::new),
          new PartType<>(DarkReplay.DER, DarkReplay::der),
          new PartType<>(DarkReplay.DERPP, DarkReplay::derpp));

  static final List<PartType<UniformRandomProvider, BufferPolicy>> BUFFER_POLICIES =
      List.of(new PartType<>(Reservoir.DEFINITION, (part, random) -> new Reservoir(random)));

  static final List<PartType<Workshop, Distillation>> DISTILLATIONS = List.of();

  static final List<PartType<Workshop, Regulariser>> REGULARISERS = List.of();

  static final List<PartType<Workshop, Projection>> PROJECTIONS = List.of();

  static final List<PartType<Workshop, Plasticity>> PLASTICITIES = List.of();

  static final List<PartType<Blueprint, Head>> HEADS =
      List.of(PartType.of(LinearHead.DEFINITION, LinearHead::new));

  static final List<PartType<Blueprint, Activation>> ACTIVATIONS =
      List.of(PartType.of(Relu.DEFINITION, Relu::new));

  static final List<PartType<OptimizerContext, Optimizer>> OPTIMIZERS =
      List.of(new PartType<>(Sgd.DEFINITION, Sgd::new), new PartType<>(Adam.DEFINITION, Adam::new));

  /** What may be written of a method. */
  public static final Vocabulary VOCABULARY =
      new Vocabulary(
          "method",
          definitions(),
          Arrays.stream(Kind.values())
              .filter(Kind::additive)
              .map(Kind::words)
              .collect(Collectors.toSet()));

  private MethodParts() {}

  private static List<PartDefinition> definitions() {
    // in the order of Kind
    return Stream.of(
            REHEARSALS,
            BUFFER_POLICIES,
            DISTILLATIONS,
            REGULARISERS,
            PROJECTIONS,
            PLASTICITIES,
            HEADS,
            ACTIVATIONS,
            OPTIMIZERS)
        .flatMap(List::stream)
        .map(PartType::definition)
        .toList();
  }
}
