package dev.lethe.learner.method;

import dev.lethe.learner.activation.ConcatenatedRelu;
import dev.lethe.learner.activation.Gelu;
import dev.lethe.learner.activation.HardAsh;
import dev.lethe.learner.activation.LeakyRelu;
import dev.lethe.learner.activation.Relu;
import dev.lethe.learner.activation.Tanh;
import dev.lethe.learner.activation.WinnersTakeAll;
import dev.lethe.learner.distillation.ComplementaryLearning;
import dev.lethe.learner.distillation.LearningWithoutForgetting;
import dev.lethe.learner.distillation.MeanTeacher;
import dev.lethe.learner.distillation.MomentumDistillation;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.Vocabulary;
import dev.lethe.learner.head.CosineHead;
import dev.lethe.learner.head.LinearHead;
import dev.lethe.learner.head.NearestMean;
import dev.lethe.learner.head.PairwiseHead;
import dev.lethe.learner.head.StreamingDiscriminant;
import dev.lethe.learner.memory.ClassBalanced;
import dev.lethe.learner.memory.Fifo;
import dev.lethe.learner.memory.Greedy;
import dev.lethe.learner.memory.Keyed;
import dev.lethe.learner.memory.LossAware;
import dev.lethe.learner.memory.Reservoir;
import dev.lethe.learner.memory.Ring;
import dev.lethe.learner.optimizer.Adagrad;
import dev.lethe.learner.optimizer.Adam;
import dev.lethe.learner.optimizer.Momentum;
import dev.lethe.learner.optimizer.OptimizerContext;
import dev.lethe.learner.optimizer.RmsProp;
import dev.lethe.learner.optimizer.Sgd;
import dev.lethe.learner.optimizer.StreamingSynapses;
import dev.lethe.learner.optimizer.UtilityGradient;
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
import dev.lethe.learner.plasticity.ContinualBackprop;
import dev.lethe.learner.plasticity.DormantUnits;
import dev.lethe.learner.plasticity.Renewal;
import dev.lethe.learner.plasticity.SelfNormalizedResets;
import dev.lethe.learner.projection.AveragedGradientMemory;
import dev.lethe.learner.projection.GradientEpisodicMemory;
import dev.lethe.learner.regulariser.ElasticWeights;
import dev.lethe.learner.regulariser.MemoryAwareSynapses;
import dev.lethe.learner.regulariser.RiemannianWalk;
import dev.lethe.learner.regulariser.SynapticIntelligence;
import dev.lethe.learner.regulariser.Tether;
import dev.lethe.learner.rehearsal.AllData;
import dev.lethe.learner.rehearsal.AsymmetricReplay;
import dev.lethe.learner.rehearsal.DarkReplay;
import dev.lethe.learner.rehearsal.ExperienceReplay;
import dev.lethe.learner.rehearsal.GreedyDumb;
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
          new PartType<>(ExperienceReplay.UNIFORM, ExperienceReplay::uniform),
          new PartType<>(ExperienceReplay.INTERFERED, ExperienceReplay::interfered),
          new PartType<>(AsymmetricReplay.DEFINITION, AsymmetricReplay::new),
          new PartType<>(DarkReplay.DER, DarkReplay::der),
          new PartType<>(DarkReplay.DERPP, DarkReplay::derpp),
          new PartType<>(GreedyDumb.DEFINITION, GreedyDumb::new),
          new PartType<>(AllData.JOINT, AllData::joint),
          new PartType<>(AllData.FROM_SCRATCH, AllData::fromScratch));

  static final List<PartType<UniformRandomProvider, BufferPolicy>> BUFFER_POLICIES =
      List.of(
          new PartType<>(Reservoir.DEFINITION, (part, random) -> new Reservoir(random)),
          new PartType<>(Keyed.DEFINITION, (part, random) -> new Keyed(random)),
          new PartType<>(ClassBalanced.DEFINITION, (part, random) -> new ClassBalanced(random)),
          new PartType<>(Greedy.DEFINITION, (part, random) -> new Greedy(random)),
          new PartType<>(LossAware.DEFINITION, (part, random) -> new LossAware(random)),
          PartType.of(Ring.DEFINITION, Ring::new),
          PartType.of(Fifo.DEFINITION, part -> new Fifo()));

  static final List<PartType<Workshop, Distillation>> DISTILLATIONS =
      List.of(
          new PartType<>(MeanTeacher.DEFINITION, MeanTeacher::new),
          new PartType<>(MomentumDistillation.DEFINITION, MomentumDistillation::new),
          new PartType<>(ComplementaryLearning.DEFINITION, ComplementaryLearning::new),
          new PartType<>(LearningWithoutForgetting.DEFINITION, LearningWithoutForgetting::new));

  static final List<PartType<Workshop, Regulariser>> REGULARISERS =
      List.of(
          new PartType<>(ElasticWeights.DEFINITION, ElasticWeights::new),
          new PartType<>(SynapticIntelligence.DEFINITION, SynapticIntelligence::new),
          new PartType<>(MemoryAwareSynapses.DEFINITION, MemoryAwareSynapses::new),
          new PartType<>(RiemannianWalk.DEFINITION, RiemannianWalk::new),
          new PartType<>(Tether.L2, Tether::l2),
          new PartType<>(Tether.L2_INIT, Tether::l2Init));

  static final List<PartType<Workshop, Projection>> PROJECTIONS =
      List.of(
          new PartType<>(AveragedGradientMemory.DEFINITION, AveragedGradientMemory::new),
          new PartType<>(GradientEpisodicMemory.DEFINITION, GradientEpisodicMemory::new));

  static final List<PartType<Workshop, Plasticity>> PLASTICITIES =
      List.of(
          new PartType<>(DormantUnits.DEFINITION, DormantUnits::new),
          new PartType<>(ContinualBackprop.DEFINITION, ContinualBackprop::new),
          new PartType<>(SelfNormalizedResets.DEFINITION, SelfNormalizedResets::new),
          new PartType<>(Renewal.SHRINK_PERTURB, Renewal::shrinkPerturb),
          new PartType<>(Renewal.HEAD_RESET, Renewal::headReset),
          new PartType<>(Renewal.FRESH_START, Renewal::freshStart));

  static final List<PartType<Blueprint, Head>> HEADS =
      List.of(
          PartType.of(LinearHead.DEFINITION, LinearHead::new),
          PartType.of(CosineHead.DEFINITION, CosineHead::new),
          new PartType<>(PairwiseHead.DEFINITION, PairwiseHead::new),
          new PartType<>(NearestMean.DEFINITION, NearestMean::new),
          new PartType<>(StreamingDiscriminant.DEFINITION, StreamingDiscriminant::new));

  static final List<PartType<Blueprint, Activation>> ACTIVATIONS =
      List.of(
          PartType.of(Relu.DEFINITION, Relu::new),
          PartType.of(LeakyRelu.DEFINITION, LeakyRelu::new),
          PartType.of(Tanh.DEFINITION, Tanh::new),
          PartType.of(Gelu.DEFINITION, Gelu::new),
          PartType.of(ConcatenatedRelu.DEFINITION, ConcatenatedRelu::new),
          PartType.of(WinnersTakeAll.DEFINITION, WinnersTakeAll::new),
          PartType.of(HardAsh.HARD, HardAsh::hard),
          PartType.of(HardAsh.SOFT, HardAsh::soft));

  static final List<PartType<OptimizerContext, Optimizer>> OPTIMIZERS =
      List.of(
          new PartType<>(Sgd.DEFINITION, Sgd::new),
          new PartType<>(Momentum.DEFINITION, Momentum::new),
          new PartType<>(Adagrad.DEFINITION, Adagrad::new),
          new PartType<>(RmsProp.DEFINITION, RmsProp::new),
          new PartType<>(StreamingSynapses.DEFINITION, StreamingSynapses::new),
          new PartType<>(Adam.DEFINITION, Adam::adam),
          new PartType<>(Adam.DECOUPLED, Adam::decoupled),
          new PartType<>(UtilityGradient.DEFINITION, UtilityGradient::new));

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
