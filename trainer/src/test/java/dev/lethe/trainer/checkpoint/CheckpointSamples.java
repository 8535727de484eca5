package dev.lethe.trainer.checkpoint;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Headers for tests. */
public final class CheckpointSamples {
  private CheckpointSamples() {}

  static CheckpointHeader header(CheckpointName name, int window, Optional<CheckpointName> parent) {
    return new CheckpointHeader(
        name,
        12,
        396,
        window,
        Optional.of(Instant.parse("2026-11-28T10:00:00.123Z")),
        Instant.parse("2026-11-28T11:00:00.456Z"),
        CheckpointReason.INTERVAL,
        parent,
        "ab".repeat(32),
        new CheckpointPositions(
            "lethe.examples",
            "Qx3pAVs0QZ2ixR",
            new TreeMap<>(Map.of(0, 200L, 10, 196L)),
            "lethe.journal",
            "dD0fYbn6TPGVrA",
            4,
            3,
            41),
        new Provenance(
            "er(memory=500)+sgd(lr=0.1)",
            "mlp(hidden=100)",
            -7,
            new TreeMap<>(Map.of("input", "lethe.examples", "name", "größer \"als\"\n")),
            "cd".repeat(32),
            new TreeMap<>(Map.of("lethe.examples-value", 5)),
            new Provenance.Platform("0.1.0", "0.36.0", "2.7.1", "4.4.0", "17", "Linux", "x86")));
  }

  public static CheckpointHeader header(String run, long entries) {
    return header(new CheckpointName(run, entries), 2, Optional.empty());
  }
}
