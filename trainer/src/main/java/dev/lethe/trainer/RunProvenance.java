package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.checkpoint.Digests;
import dev.lethe.trainer.checkpoint.Provenance;
import java.util.Map;
import java.util.TreeMap;

/** Origin of the states of a run: its settings, and the versions and machine that compute it. */
final class RunProvenance {
  private RunProvenance() {}

  /**
   * Returns the origin of the states that this process computes.
   *
   * @param schemas by subject, the id of the schema in the registry
   */
  static Provenance of(Run run, LearnerSpec learner, Map<String, Integer> schemas) {
    return new Provenance(
        run.getMethod(),
        run.getModel(),
        run.getSeed(),
        new TreeMap<>(run.getSettings()),
        Digests.sha256(learner.toString()),
        new TreeMap<>(schemas),
        ThisMachine.platform());
  }
}
