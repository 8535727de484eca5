package dev.lethe.learner;

import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Role;
import java.util.Optional;

/** Checks that an example fits a learner's specification. */
final class ExampleCheck {
  private ExampleCheck() {}

  /** Returns why an example does not fit, as {@code key: got x, expected y}; empty if it fits. */
  static Optional<String> reject(LearnerSpec spec, Example example) {
    if (example.role() == Role.BOUNDARY) {
      return Optional.empty();
    }
    int size = example.features().size();
    if (size != spec.features()) {
      return Optional.of("features: got " + size + ", expected " + spec.features());
    }
    int bad = example.features().firstNonFinite();
    if (bad >= 0) {
      return Optional.of(
          "features: got NaN or infinity in feature column "
              + (bad + 1)
              + ", counted from 1, expected finite numbers");
    }
    if (example.label() == Example.UNLABELLED) {
      return example.role() == Role.EVALUATE
          ? Optional.of("label: got none, expected one: EVALUATE needs a label")
          : Optional.empty();
    }
    return example.label() >= 0 && example.label() < spec.classes()
        ? Optional.empty()
        : Optional.of(
            "label: got " + example.label() + ", expected a class in [0, " + spec.classes() + ")");
  }
}
