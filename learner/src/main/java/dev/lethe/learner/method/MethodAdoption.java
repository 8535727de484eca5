package dev.lethe.learner.method;

import dev.lethe.learner.expression.Part;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodPart;
import dev.lethe.learner.state.StateBytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes over the state of a method's parts into another method. A part's state goes to the part
 * with the same name and settings; an optimizer's also if only its learning rate differs.
 */
public final class MethodAdoption {
  private static final String LEARNING_RATE = "lr";

  private final List<String> kept = new ArrayList<>();
  private final List<String> started = new ArrayList<>();
  private final Map<Part, MethodPart> left = new LinkedHashMap<>();
  private final boolean sameBuffers;

  /**
   * Takes over the state.
   *
   * @param from complete expression of a method
   * @param source this method
   * @param to complete expression of the other method
   * @param target the other method, whose parts have no state yet
   * @throws IllegalArgumentException if heads or activations differ: they belong to the model
   */
  public MethodAdoption(MethodExpression from, Method source, MethodExpression to, Method target) {
    requireSameModel(from, to);
    this.sameBuffers = from.ofKind(Kind.BUFFER_POLICY).equals(to.ofKind(Kind.BUFFER_POLICY));
    put(from, source, left);
    Map<Part, MethodPart> parts = new LinkedHashMap<>();
    put(to, target, parts);
    parts.forEach(this::adopt);
  }

  private static void requireSameModel(MethodExpression from, MethodExpression to) {
    for (Kind kind : List.of(Kind.HEAD, Kind.ACTIVATION)) {
      if (!from.ofKind(kind).equals(to.ofKind(kind))) {
        throw new IllegalArgumentException(
            "%s: got '%s', expected that of '%s': it belongs to the model, which a fork keeps"
                .formatted(kind.label(), to, from));
      }
    }
  }

  private static void put(MethodExpression expression, Method method, Map<Part, MethodPart> parts) {
    List<Part> names = expression.stepParts();
    List<MethodPart> objects = new ArrayList<>();
    method.forEach(objects::add);
    if (names.size() != objects.size()) {
      throw new IllegalStateException(
          "parts of '%s': got %d, expected %d".formatted(expression, objects.size(), names.size()));
    }
    for (int i = 0; i < names.size(); i++) {
      parts.put(names.get(i), objects.get(i));
    }
  }

  private void adopt(Part part, MethodPart target) {
    Part source =
        left.keySet().stream().filter(other -> isSame(other, part)).findFirst().orElse(null);
    if (source == null) {
      started.add(part.toString());
      return;
    }
    StateBytes.copy(left.remove(source), target);
    kept.add(part.toString());
  }

  private boolean isSame(Part one, Part other) {
    if (one.kind() == Kind.OPTIMIZER) {
      return one.name().equals(other.name()) && withoutRate(one).equals(withoutRate(other));
    }
    // Any other part may have buffers, which follow the policy.
    return sameBuffers && one.equals(other);
  }

  private static Map<String, String> withoutRate(Part optimizer) {
    var arguments = new TreeMap<>(optimizer.arguments());
    arguments.remove(LEARNING_RATE);
    return arguments;
  }

  /** Returns the parts whose state was taken over. */
  public List<String> kept() {
    return kept;
  }

  /** Returns the parts of the other method that start empty. */
  public List<String> started() {
    return started;
  }

  /** Returns the parts of the first method whose state was not taken over. */
  public List<String> dropped() {
    return left.keySet().stream().map(Part::toString).toList();
  }
}
