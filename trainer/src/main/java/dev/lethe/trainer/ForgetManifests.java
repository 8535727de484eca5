package dev.lethe.trainer;

import dev.lethe.learner.Learner;
import dev.lethe.trainer.ExampleUses.Uses;
import dev.lethe.trainer.ForgettingCommit.Committed;
import dev.lethe.trainer.RunForgetting.Request;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.Digests;
import dev.lethe.trainer.forget.ForgetManifest;
import dev.lethe.trainer.forget.ForgetManifest.ForgottenExample;
import dev.lethe.trainer.forget.ForgetManifest.Published;
import dev.lethe.trainer.forget.ForgetManifest.Removed;
import dev.lethe.trainer.forget.ForgetManifest.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Collects the content of one manifest. */
final class ForgetManifests {
  private final Request request;
  private final Uses used;
  private final RestoredRun newest;
  private final Instant at;
  private final State before;
  private State after;
  private Removed removed;
  private String base;
  private Committed committed;

  /**
   * @param newest state before anything is forgotten
   * @param at wall-clock time
   */
  ForgetManifests(Request request, Uses used, RestoredRun newest, Instant at) {
    this.request = request;
    this.used = used;
    this.newest = newest;
    this.at = at;
    this.before = state(newest.learner());
    this.after = before;
  }

  /** Records the rows that were removed from the state. */
  void removed(Removed rows) {
    removed = rows;
  }

  /**
   * Records a new state.
   *
   * @param state the new state
   * @param result result of its commit
   */
  void changed(RestoredRun state, Committed result) {
    after = state(state.learner());
    committed = result;
    if (request.exact()) {
      base = state.checkpoint().map(CheckpointHeader::name).map(Object::toString).orElse(null);
    }
  }

  /**
   * Returns the manifest.
   *
   * @param forks runs that still contain what was learned from the examples
   * @param published records that cannot be recalled
   */
  ForgetManifest build(List<String> forks, Published published) {
    Map<Long, String> keys = request.keys();
    return new ForgetManifest(
        ForgetManifest.VERSION,
        RunRecord.lethe(),
        at.truncatedTo(ChronoUnit.SECONDS).toString(),
        newest.run().getRun(),
        request.exact(),
        keys.size(),
        used.positions().entrySet().stream()
            .map(e -> new ForgottenExample(Digests.sha256(keys.get(e.getKey())), e.getValue()))
            .toList(),
        keys.entrySet().stream()
            .filter(e -> !used.found().contains(e.getKey()))
            .map(e -> Digests.sha256(e.getValue()))
            .toList(),
        used.beginnings(),
        committed == null ? null : committed.entry(),
        removed,
        before,
        after,
        base,
        committed == null ? null : committed.checkpoint().orElse(null),
        committed == null ? List.of() : committed.destroyed(),
        committed == null ? List.of() : committed.kept(),
        forks,
        published);
  }

  private static State state(Learner learner) {
    return new State(
        HexFormat.of().formatHex(learner.digest()),
        learner.step(),
        learner.examples(),
        learner.window());
  }
}
