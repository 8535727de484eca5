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
 * Parsed method: parts joined by {@code +}, at most one of each kind, or several with different
 * names if their effects add up ({@link Kind#isAdditive}). {@link MethodParts} lists the available
 * parts.
 *
 * <p>Defaults are {@code naive} for the rehearsal and {@code sgd(lr=0.1)} for the optimizer, and,
 * omitted from canonical expressions, {@code linear} for the head, {@code relu} for the activation
 * and {@code reservoir} for the buffer policy.
 *
 * @param parts parts in the order of their kinds
 */
public record MethodExpression(List<Part> parts) {
  private static final Map<Kind, PartDefinition> OMITTED_DEFAULTS =
      Map.of(
          Kind.BUFFER_POLICY,
          Reservoir.DEFINITION,
          Kind.HEAD,
          LinearHead.DEFINITION,
          Kind.ACTIVATION,
          Relu.DEFINITION);

  /** Default method; docs/results.md has the reasons. */
  public static final String RECOMMENDED = "er(memory=500,batch=32)+cbrs";

  public MethodExpression {
    parts = List.copyOf(parts);
  }

  /**
   * Parses an expression. Kinds without a part stay open.
   *
   * @throws IllegalArgumentException if the expression is invalid; the message says {@code key: got
   *     'x', expected y} and suggests the closest valid name for an unknown one
   */
  public static MethodExpression parse(String expression) {
    return new MethodExpression(MethodParts.VOCABULARY.parse(expression));
  }

  /**
   * Returns this method, completed by the parts of another expression for the kinds left open.
   *
   * @param expression expression such as {@code adam(lr=0.01)}
   * @throws IllegalArgumentException as {@link #parse}
   */
  public MethodExpression withDefault(String expression) {
    List<Part> all = new ArrayList<>(parts);
    for (Part other : parse(expression).parts) {
      if (parts.stream().noneMatch(part -> part.kind().equals(other.kind()))) {
        all.add(other);
      }
    }
    // the parser sorts the parts by kind
    return parse(join(all));
  }

  /** Returns this method with a rehearsal and an optimizer, and without omitted defaults. */
  public MethodExpression complete() {
    List<Part> omitted = OMITTED_DEFAULTS.values().stream().map(MethodExpression::bare).toList();
    MethodExpression all = withDefault(Naive.DEFINITION.name() + "+" + Sgd.DEFINITION.name());
    return new MethodExpression(
        all.parts.stream().filter(part -> !omitted.contains(part)).toList());
  }

  private static Part bare(PartDefinition definition) {
    return MethodParts.VOCABULARY.parse(definition.name()).get(0);
  }

  /** Returns true if the method stores a bounded number of examples. */
  public boolean isBounded() {
    return parts.stream().map(Part::name).noneMatch(JointTraining.NAMES::contains);
  }

  /** Returns the expression of this method's optimizer; the method must be {@link #complete}. */
  public String optimizerText() {
    return ofKind(Kind.OPTIMIZER).get(0).toString();
  }

  /** Returns the parts of a kind. */
  List<Part> ofKind(Kind kind) {
    return parts.stream().filter(part -> part.kind() == kind).toList();
  }

  /**
   * Returns the parts that take part in a step, with the default head, in the order of {@link
   * Method#forEach}; the method must be {@link #complete}.
   */
  List<Part> stepParts() {
    List<Part> inStep = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<Part> chosen = ofKind(kind);
      if (kind == Kind.HEAD && chosen.isEmpty()) {
        inStep.add(bare(OMITTED_DEFAULTS.get(kind)));
      } else if (kind != Kind.BUFFER_POLICY && kind != Kind.ACTIVATION) {
        inStep.addAll(chosen);
      }
    }
    return inStep;
  }

  /** Creates this method's activation. */
  public Activation activation(LearnerContext learnerContext) {
    return one(Kind.ACTIVATION, MethodParts.ACTIVATIONS, learnerContext);
  }

  /** Creates this method's head. */
  public Head head(LearnerContext learnerContext) {
    return one(Kind.HEAD, MethodParts.HEADS, learnerContext);
  }

  /** Creates this method's optimizer; the method must be {@link #complete}. */
  public Optimizer optimizer(OptimizerContext context) {
    return one(Kind.OPTIMIZER, MethodParts.OPTIMIZERS, context);
  }

  /**
   * Creates a buffer policy of this method.
   *
   * @param random random stream that the policy draws from
   */
  public BufferPolicy bufferPolicy(UniformRandomProvider random) {
    return one(Kind.BUFFER_POLICY, MethodParts.BUFFER_POLICIES, random);
  }

  /**
   * Creates all parts that take part in a step; the method must be {@link #complete}.
   *
   * @param head head of the model, created by {@link #head}
   * @throws IllegalArgumentException if the parts do not fit together, or one would have no effect
   */
  public Method create(MethodContext context, Head head) {
    var buffers = new AtomicInteger();
    MethodContext counting =
        context.withPolicy(
            random -> {
              buffers.incrementAndGet();
              return context.policy().apply(random);
            });
    Method method = assemble(counting, head);
    parts.stream()
        .filter(part -> part.kind() == Kind.BUFFER_POLICY && buffers.get() == 0)
        .findFirst()
        .ifPresent(
            part -> {
              throw new IllegalArgumentException(
                  ("%s: got '%s', which has no buffer to apply it to,"
                          + " expected a part with one, such as er or agem")
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
    List<T> created = all(kind, types, context);
    return created.isEmpty()
        ? create(bare(OMITTED_DEFAULTS.get(kind)), types, context)
        : created.get(0);
  }

  private <C, T> List<T> all(Kind kind, List<PartType<C, T>> types, C context) {
    return parts.stream()
        .filter(part -> part.kind() == kind)
        .map(part -> create(part, types, context))
        .toList();
  }

  private static <C, T> T create(Part part, List<PartType<C, T>> types, C context) {
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

  /** Returns the canonical expression: the same text for all expressions with the same meaning. */
  @Override
  public String toString() {
    return join(parts);
  }
}
