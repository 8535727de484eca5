package dev.lethe.cli.chaos;

import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.checkpoint.CheckpointStores;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A run that was disturbed beside its undisturbed twin.
 *
 * @param examples number of examples to predict
 * @param lost examples that the run has not predicted
 * @param doubled predictions beyond the first of each example
 * @param differences what differs, in words
 * @param recoveries starts of the trainer after kills
 */
public record Comparison(
    int examples, long lost, long doubled, List<String> differences, List<Recovery> recoveries) {

  /**
   * Compares two finished runs.
   *
   * @param expected offsets of the examples to predict
   * @param checkpoints directory of the checkpoints
   */
  static Comparison of(
      Published published, List<Long> expected, Path checkpoints, List<Recovery> recoveries)
      throws IOException {
    List<Prediction> predictions = published.predictions(Installation.RUN);
    Set<Long> predicted =
        predictions.stream().map(Prediction::getOffset).collect(Collectors.toSet());
    var differences = new ArrayList<String>();
    compare(
        "prediction",
        byOffset(predictions),
        byOffset(published.predictions(Installation.TWIN)),
        differences);
    compare(
        "evaluation",
        numbered(published.evaluations(Installation.RUN)),
        numbered(published.evaluations(Installation.TWIN)),
        differences);
    compare(
        "window",
        numbered(published.windows(Installation.RUN)),
        numbered(published.windows(Installation.TWIN)),
        differences);
    var metrics = published.metrics();
    compare(
        "metrics",
        Map.of(0L, metrics.get(Installation.RUN).toString()),
        Map.of(0L, metrics.get(Installation.TWIN).toString()),
        differences);
    compare(
        "final digest",
        Map.of(
            0L, digest(published, Installation.RUN), 1L, checkpoint(checkpoints, Installation.RUN)),
        Map.of(
            0L,
            digest(published, Installation.TWIN),
            1L,
            checkpoint(checkpoints, Installation.TWIN)),
        differences);
    return new Comparison(
        expected.size(),
        expected.stream().filter(offset -> !predicted.contains(offset)).count(),
        predictions.size() - predicted.size(),
        List.copyOf(differences),
        List.copyOf(recoveries));
  }

  /**
   * The last bit of a confidence depends on how many rows are predicted together, so on when a slow
   * stream is committed.
   */
  private static Map<Long, String> byOffset(List<Prediction> predictions) {
    var byOffset = new TreeMap<Long, String>();
    predictions.forEach(
        p ->
            byOffset.put(
                p.getOffset(),
                "%d by model %d in window %d, confidence %.4f"
                    .formatted(
                        p.getPredicted(), p.getModelStep(), p.getWindow(), p.getConfidence())));
    return byOffset;
  }

  private static Map<Long, String> numbered(List<String> texts) {
    var numbered = new TreeMap<Long, String>();
    texts.forEach(text -> numbered.put((long) numbered.size(), text));
    return numbered;
  }

  private static String digest(Published published, String run) {
    List<Run> runs = published.runs(run);
    return runs.get(runs.size() - 1).getSettings().getOrDefault("learner.sha256", "none");
  }

  /** Returns the digest of the bytes of the state in the newest checkpoint. */
  private static String checkpoint(Path checkpoints, String run) throws IOException {
    try (CheckpointStore store = CheckpointStores.open(checkpoints.toString(), Map.of())) {
      List<CheckpointName> names = store.list(run);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = store.open(names.get(names.size() - 1))) {
        CheckpointFile.read(in, Map.of(CheckpointFile.LEARNER, section -> add(section, digest)));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(InputStream section, MessageDigest digest) {
    try {
      section.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compare(
      String what, Map<Long, String> got, Map<Long, String> expected, List<String> differences) {
    var keys = new TreeSet<>(got.keySet());
    keys.addAll(expected.keySet());
    for (Long key : keys) {
      String ours = got.getOrDefault(key, "nothing");
      String twins = expected.getOrDefault(key, "nothing");
      if (!ours.equals(twins)) {
        differences.add("%s %d: got %s, expected %s".formatted(what, key, ours, twins));
      }
    }
  }

  /** Returns the last line of the report. */
  String summary(int rounds) {
    return String.format(
        Locale.ROOT,
        "rounds=%d lost=%d doubled=%d differing=%d recovery_p99_s=%.1f",
        rounds,
        lost,
        doubled,
        differences.size(),
        Recovery.seconds(recoveries, 0.99));
  }
}
