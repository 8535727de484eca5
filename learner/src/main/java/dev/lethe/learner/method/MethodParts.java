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
import dev.lethe.learner.memory.ClassBalancedReservoir;
import dev.lethe.learner.memory.Fifo;
import dev.lethe.learner.memory.Greedy;
import dev.lethe.learner.memory.KeyedReservoir;
import dev.lethe.learner.memory.LossAwareReservoir;
import dev.lethe.learner.memory.Reservoir;
import dev.lethe.learner.memory.Ring;
import dev.lethe.learner.optimizer.Adagrad;
import dev.lethe.learner.optimizer.Adam;
import dev.lethe.learner.optimizer.Momentum;
import dev.lethe.learner.optimizer.OptimizerContext;
import dev.lethe.learner.optimizer.RmsProp;
import dev.lethe.learner.optimizer.Sgd;
import dev.lethe.learner.optimizer.StreamingMas;
import dev.lethe.learner.optimizer.UtilityPerturbedGradient;
import dev.lethe.learner.part.Activation;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Distillation;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.LearnerContext;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Optimizer;
import dev.lethe.learner.part.PartType;
import dev.lethe.learner.part.Plasticity;
import dev.lethe.learner.part.Projection;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Rehearsal;
import dev.lethe.learner.plasticity.ContinualBackprop;
import dev.lethe.learner.plasticity.DormantUnits;
import dev.lethe.learner.plasticity.ParameterReset;
import dev.lethe.learner.plasticity.SelfNormalizedResets;
import dev.lethe.learner.projection.AveragedGradientMemory;
import dev.lethe.learner.projection.GradientEpisodicMemory;
import dev.lethe.learner.regulariser.ElasticWeights;
import dev.lethe.learner.regulariser.MemoryAwareSynapses;
import dev.lethe.learner.regulariser.RiemannianWalk;
import dev.lethe.learner.regulariser.SynapticIntelligence;
import dev.lethe.learner.regulariser.WeightDecay;
import dev.lethe.learner.rehearsal.AsymmetricReplay;
import dev.lethe.learner.rehearsal.DarkReplay;
import dev.lethe.learner.rehearsal.ExperienceReplay;
import dev.lethe.learner.rehearsal.GDumb;
import dev.lethe.learner.rehearsal.JointTraining;
import dev.lethe.learner.rehearsal.Naive;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/** Registry of all parts of methods: a new part needs one entry here. */
public final class MethodParts {
  static final List<PartType<MethodContext, Rehearsal>> REHEARSALS =
      List.of(
          PartType.of(Naive.DEFINITION, part -> new Naive()),
          new PartType<>(ExperienceReplay.UNIFORM, ExperienceReplay::uniform),
          new PartType<>(ExperienceReplay.INTERFERED, ExperienceReplay::interfered),
          new PartType<>(AsymmetricReplay.DEFINITION, AsymmetricReplay::new),
          new PartType<>(DarkReplay.DER, DarkReplay::der),
          new PartType<>(DarkReplay.DERPP, DarkReplay::derpp),
          new PartType<>(GDumb.DEFINITION, GDumb::new),
          new PartType<>(JointTraining.JOINT, JointTraining::joint),
          new PartType<>(JointTraining.FROM_SCRATCH, JointTraining::fromScratch));

  static final List<PartType<UniformRandomProvider, BufferPolicy>> BUFFER_POLICIES =
      List.of(
          new PartType<>(Reservoir.DEFINITION, (part, random) -> new Reservoir(random)),
          new PartType<>(KeyedReservoir.DEFINITION, (part, random) -> new KeyedReservoir(random)),
          new PartType<>(
              ClassBalancedReservoir.DEFINITION,
              (part, random) -> new ClassBalancedReservoir(random)),
          new PartType<>(Greedy.DEFINITION, (part, random) -> new Greedy(random)),
          new PartType<>(
              LossAwareReservoir.DEFINITION, (part, random) -> new LossAwareReservoir(random)),
          PartType.of(Ring.DEFINITION, Ring::new),
          PartType.of(Fifo.DEFINITION, part -> new Fifo()));

  static final List<PartType<MethodContext, Distillation>> DISTILLATIONS =
      List.of(
          new PartType<>(MeanTeacher.DEFINITION, MeanTeacher::new),
          new PartType<>(MomentumDistillation.DEFINITION, MomentumDistillation::new),
          new PartType<>(ComplementaryLearning.DEFINITION, ComplementaryLearning::new),
          new PartType<>(LearningWithoutForgetting.DEFINITION, LearningWithoutForgetting::new));

  static final List<PartType<MethodContext, Regulariser>> REGULARISERS =
      List.of(
          new PartType<>(ElasticWeights.DEFINITION, ElasticWeights::new),
          new PartType<>(SynapticIntelligence.DEFINITION, SynapticIntelligence::new),
          new PartType<>(MemoryAwareSynapses.DEFINITION, MemoryAwareSynapses::new),
          new PartType<>(RiemannianWalk.DEFINITION, RiemannianWalk::new),
          new PartType<>(WeightDecay.L2, WeightDecay::l2),
          new PartType<>(WeightDecay.L2_INIT, WeightDecay::l2Init));

  static final List<PartType<MethodContext, Projection>> PROJECTIONS =
      List.of(
          new PartType<>(AveragedGradientMemory.DEFINITION, AveragedGradientMemory::new),
          new PartType<>(GradientEpisodicMemory.DEFINITION, GradientEpisodicMemory::new));

  static final List<PartType<MethodContext, Plasticity>> PLASTICITIES =
      List.of(
          new PartType<>(DormantUnits.DEFINITION, DormantUnits::new),
          new PartType<>(ContinualBackprop.DEFINITION, ContinualBackprop::new),
          new PartType<>(SelfNormalizedResets.DEFINITION, SelfNormalizedResets::new),
          new PartType<>(ParameterReset.SHRINK_PERTURB, ParameterReset::shrinkPerturb),
          new PartType<>(ParameterReset.HEAD_RESET, ParameterReset::headReset),
          new PartType<>(ParameterReset.NETWORK_RESET, ParameterReset::networkReset));

  static final List<PartType<LearnerContext, Head>> HEADS =
      List.of(
          PartType.of(LinearHead.DEFINITION, LinearHead::new),
          PartType.of(CosineHead.DEFINITION, CosineHead::new),
          new PartType<>(PairwiseHead.DEFINITION, PairwiseHead::new),
          new PartType<>(NearestMean.DEFINITION, NearestMean::new),
          new PartType<>(StreamingDiscriminant.DEFINITION, StreamingDiscriminant::new));

  static final List<PartType<LearnerContext, Activation>> ACTIVATIONS =
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
          new PartType<>(StreamingMas.DEFINITION, StreamingMas::new),
          new PartType<>(Adam.DEFINITION, Adam::adam),
          new PartType<>(Adam.ADAMW_DEFINITION, Adam::adamW),
          new PartType<>(UtilityPerturbedGradient.DEFINITION, UtilityPerturbedGradient::new));

  /** Syntax of methods. */
  public static final Vocabulary VOCABULARY = new Vocabulary("method", definitions());

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
