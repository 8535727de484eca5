package dev.lethe.learner.method;

import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.optimizer.Optimizer;
import dev.lethe.learner.optimizer.Sgd;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.rehearsal.Naive;
import dev.lethe.learner.rehearsal.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a model learns, as an expression: parts joined by {@code +}, at most one of a kind.
 *
 * <table>
 *   <caption>Parts, with the values that their keys have where they are not given</caption>
 *   <tr><th>kind</th><th>parts</th><th>without one</th></tr>
 *   <tr><td>rehearsal</td><td>{@code naive}, {@code er(memory=500,batch=10)}</td>
 *     <td>{@code naive}</td></tr>
 *   <tr><td>optimizer</td><td>{@code sgd(lr=0.1)},
 *     {@code adam(lr=0.001,beta1=0.9,beta2=0.999,eps=1e-8)}</td><td>{@code sgd(lr=0.1)}</td></tr>
 * </table>
 *
 * @param parts in the order of their kinds
 */
public record MethodExpression(List<Part> parts) {
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
      if (part(other.kind()).isEmpty()) {
        all.add(other);
      }
    }
    // through the parser again, which puts the kinds into their order
    return parse(join(all));
  }

  /** This method with every kind decided. */
  public MethodExpression complete() {
    return withDefault(Naive.DEFINITION.name() + "+" + Sgd.DEFINITION.name());
  }

  /**
   * Makes this method's rehearsal; the method must be {@link #complete}.
   *
   * @param features numbers per example
   */
  public Rehearsal rehearsal(int features, RandomStreams random) {
    return MethodParts.rehearsal(part(Naive.DEFINITION.kind()).orElseThrow(), features, random);
  }

  /**
   * Makes this method's optimizer; the method must be {@link #complete}.
   *
   * @param owner the learner's manager, which will own the optimizer's state
   */
  public Optimizer optimizer(List<NDArray> parameters, NDManager owner) {
    return MethodParts.optimizer(part(Sgd.DEFINITION.kind()).orElseThrow(), parameters, owner);
  }

  private Optional<Part> part(String kind) {
    return parts.stream().filter(part -> part.kind().equals(kind)).findFirst();
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
