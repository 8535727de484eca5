package dev.lethe.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.cli.chaos.Comparison;
import dev.lethe.cli.chaos.Recovery;
import java.util.List;

/** Checks of a disturbed run and its undisturbed twin. */
final class Twins {
  /** For tests that do not measure recoveries. */
  static final List<Recovery> NO_RECOVERIES = List.of();

  private Twins() {}

  /** Checks that nothing is lost, doubled or different, from predictions to metrics and digests. */
  static void requireEqual(Comparison comparison) {
    assertThat(comparison.examples()).isPositive();
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.lost()).isZero();
    assertThat(comparison.doubled()).isZero();
  }
}
