package dev.lethe.learner.method;

import static java.util.stream.Collectors.joining;

import dev.lethe.learner.activation.Relu;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.head.LinearHead;
import dev.lethe.learner.memory.Reservoir;
import dev.lethe.learner.optimizer.OptimizerContext;
import dev.lethe.learner.optimizer.Sgd;
import dev.lethe.learner.part.Activation;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.LearnerContext;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Optimizer;
import dev.lethe.learner.part.PartType;
import dev.lethe.learner.part.Rehearsal;
import dev.lethe.learner.rehearsal.JointTraining;
import dev.lethe.learner.rehearsal.Naive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How a model learns, as an expression: parts joined by {@code +}, one of a kind, or several with
 * different names where their effects add up ({@link Kind#additive}). {@link MethodParts} has all
 * parts there are.
 *
 * <p>Without a rehearsal the method is {@code naive}, without an optimizer {@code sgd(lr=0.1)}.
 * Heads are {@code linear}, activations {@code relu}, memories {@code reservoir} unless it says
 * otherwise; as everybody has these, a canonical expression leaves them out.
 *
 * @param parts in the order of their kinds
 */
public record MethodExpression(List<Part> parts) {
  private static final Map<Kind, PartDefinition> UNSAID =
      Map.of(
          Kind.BUFFER_POLICY,
          Reservoir.DEFINITION,
          Kind.HEAD,
          LinearHead.DEFINITION,
          Kind.ACTIVATION,
          Relu.DEFINITION);

  /** What to learn by where nobody says otherwise; docs/results.md has the reasons. */
  public static final String RECOMMENDED = "er(memory=500,batch=32)+cbrs";

  public MethodExpression {
    parts = List.copyOf(parts);
  }

  /**
   * Reads an expression. Kinds that it does not mention stay open.
   *
   * @throws IllegalArgumentException saying key, value seen and value wanted, and naming the
   *     nearest valid name where a name is unknown
   */
  public static MethodExpression parse(String expression) {
    return new MethodExpression(MethodParts.VOCABULARY.parse(expression));
  }

  /**
   * This method, with the parts of another expression for the kinds that this one leaves open.
   *
   * @param expression for instance {@code adam(lr=0.01)}
   * @throws IllegalArgumentException as {@link #parse}
   */
  public MethodExpression withDefault(String expression) {
    List<Part> all = new ArrayList<>(parts);
    for (Part other : parse(expression).parts) {
      if (parts.stream().noneMatch(part -> part.kind().equals(other.kind()))) {
        all.add(other);
      }
    }
    // through the parser again, which puts the kinds into their order
    return parse(join(all));
  }

  /** This method with every kind decided that {@link #toString} is to show, and no other. */
  public MethodExpression complete() {
    List<Part> unsaid = UNSAID.values().stream().map(MethodExpression::bare).toList();
    MethodExpression all = withDefault(Naive.DEFINITION.name() + "+" + Sgd.DEFINITION.name());
    return new MethodExpression(all.parts.stream().filter(part -> !unsaid.contains(part)).toList());
  }

  private static Part bare(PartDefinition definition) {
    return MethodParts.VOCABULARY.parse(definition.name()).get(0);
  }

  /** Whether it keeps a bounded number of examples, however long the stream is. */
  public boolean isBounded() {
    return parts.stream().map(Part::name).noneMatch(JointTraining.NAMES::contains);
  }

  /** Makes this method's activation. */
  public Activation activation(LearnerContext learnerContext) {
    return one(Kind.ACTIVATION, MethodParts.ACTIVATIONS, learnerContext);
  }

  /** Makes this method's head. */
  public Head head(LearnerContext learnerContext) {
    return one(Kind.HEAD, MethodParts.HEADS, learnerContext);
  }

  /** Makes this method's optimizer; the method must be {@link #complete}. */
  public Optimizer optimizer(OptimizerContext context) {
    return one(Kind.OPTIMIZER, MethodParts.OPTIMIZERS, context);
  }

  /**
   * Makes a buffer policy of this method.
   *
   * @param random what it draws from
   */
  public BufferPolicy bufferPolicy(UniformRandomProvider random) {
    return one(Kind.BUFFER_POLICY, MethodParts.BUFFER_POLICIES, random);
  }

  /**
   * Makes all parts that work in a step; the method must be {@link #complete}.
   *
   * @param head the model's, made by {@link #head}
   * @throws IllegalArgumentException if the parts do not go together, or one would do nothing
   */
  public Method make(MethodContext given, Head head) {
    var memories = new AtomicInteger();
    MethodContext context =
        given.withPolicy(
            random -> {
              memories.incrementAndGet();
              return given.policy().apply(random);
            });
    Method method = assemble(context, head);
    parts.stream()
        .filter(part -> part.kind() == Kind.BUFFER_POLICY && memories.get() == 0)
        .findFirst()
        .ifPresent(
            part -> {
              throw new IllegalArgumentException(
                  ("%s: got '%s', in which nothing keeps examples by it,"
                          + " expected a part that does, such as er or agem")
                      .formatted(part.kind().label(), this));
            });
    return method;
  }

  private Method assemble(MethodContext context, Head head) {
    Rehearsal rehearsal = one(Kind.REHEARSAL, MethodParts.REHEARSALS, context);
    head.attach(context, rehearsal.exemplars());
    return new Method(
        rehearsal,
        all(Kind.DISTILLATION, MethodParts.DISTILLATIONS, context),
        all(Kind.REGULARISER, MethodParts.REGULARISERS, context),
        all(Kind.PROJECTION, MethodParts.PROJECTIONS, context).stream().findFirst(),
        all(Kind.PLASTICITY, MethodParts.PLASTICITIES, context),
        head,
        context.optimizer());
  }

  private <C, T> T one(Kind kind, List<PartType<C, T>> types, C context) {
    List<T> made = all(kind, types, context);
    return made.isEmpty() ? make(bare(UNSAID.get(kind)), types, context) : made.get(0);
  }

  private <C, T> List<T> all(Kind kind, List<PartType<C, T>> types, C context) {
    return parts.stream()
        .filter(part -> part.kind() == kind)
        .map(part -> make(part, types, context))
        .toList();
  }

  private static <C, T> T make(Part part, List<PartType<C, T>> types, C context) {
    return types.stream()
        .filter(type -> type.definition().name().equals(part.name()))
        .findFirst()
        .orElseThrow()
        .factory()
        .apply(part, context);
  }

  private static String join(List<Part> parts) {
    return parts.stream().map(Part::toString).collect(joining("+"));
  }

  /** The canonical expression: the same for all that mean the same. */
  @Override
  public String toString() {
    return join(parts);
  }
}
