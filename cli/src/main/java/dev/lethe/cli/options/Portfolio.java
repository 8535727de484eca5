package dev.lethe.cli.options;

import dev.lethe.learner.method.MethodExpression;
import java.util.List;
import java.util.stream.Stream;

/**
 * The methods behind {@code --method auto}: no single one is good on every stream. The first is the
 * first champion.
 */
public final class Portfolio {
  /** Name that stands for all methods of the portfolio. */
  public static final String NAME = "auto";

  public static final List<String> METHODS =
      List.of(
          MethodExpression.RECOMMENDED,
          "derpp(memory=500,batch=32,alpha=0.5,beta=1)",
          "naive+adam(lr=0.001)",
          "er(memory=500,batch=32)+mean-teacher(weight=2,decay=0.99)");

  private Portfolio() {}

  /** Returns methods with the portfolio in place of its name. */
  static List<String> expand(List<String> methods) {
    return methods.stream()
        .flatMap(method -> isName(method) ? METHODS.stream() : Stream.of(method))
        .toList();
  }

  static boolean isName(String method) {
    return method.strip().equals(NAME);
  }
}
