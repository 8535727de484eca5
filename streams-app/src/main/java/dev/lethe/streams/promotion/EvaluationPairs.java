package dev.lethe.streams.promotion;

import dev.lethe.measures.promotion.HoldoutBound;
import dev.lethe.measures.promotion.HoldoutPair;
import dev.lethe.measures.promotion.Promotion;
import dev.lethe.measures.promotion.Switch;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.HoldoutResult;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pairs the evaluations of runs after the same number of examples. Runs are compared only if their
 * holdouts are of the same windows and sizes. The newest {@value #MAX_PENDING} evaluations are
 * kept.
 */
final class EvaluationPairs {
  static final int MAX_PENDING = 64;

  private static final int VERSION = 1;

  private final Map<Long, Map<String, List<Result>>> pending = new LinkedHashMap<>();
  private final Map<String, Long> newest = new HashMap<>();

  /**
   * Result on the holdout of one window.
   *
   * @param window number of the window
   * @param examples size of the holdout
   * @param correct correct predictions
   */
  private record Result(int window, int examples, int correct) {
    boolean isOfSameHoldout(Result other) {
      return window == other.window && examples == other.examples;
    }
  }

  /** Accepts an evaluation of a member and passes pairs that are complete to a promotion. */
  Optional<Switch> evaluated(Evaluation evaluation, Promotion promotion) {
    String run = evaluation.getRun();
    long moment = 2 * evaluation.getExamples() + (isWindowEnd(evaluation) ? 1 : 0);
    List<Result> results = results(evaluation);
    if (moment <= newest.getOrDefault(run, -1L) || results.isEmpty()) {
      return Optional.empty();
    }
    newest.put(run, moment);
    Map<String, List<Result>> others =
        pending.computeIfAbsent(moment, key -> new LinkedHashMap<>());
    others.put(run, results);
    if (pending.size() > MAX_PENDING) {
      pending.remove(pending.keySet().stream().min(Comparator.naturalOrder()).orElseThrow());
    }
    String champion = promotion.champion().orElseThrow();
    List<Result> served = others.get(champion);
    return served == null
        ? Optional.empty()
        : run.equals(champion)
            ? compareAll(others, served, promotion)
            : pairs(results, served).flatMap(pairs -> promotion.evaluated(run, pairs));
  }

  /** Compares the best challenger first, because it may become the champion. */
  private static Optional<Switch> compareAll(
      Map<String, List<Result>> others, List<Result> served, Promotion promotion) {
    Map<String, List<HoldoutPair>> challengers = new LinkedHashMap<>();
    for (String member : promotion.members()) {
      if (!promotion.isChampion(member) && others.containsKey(member)) {
        pairs(others.get(member), served).ifPresent(pairs -> challengers.put(member, pairs));
      }
    }
    return challengers.entrySet().stream()
        .sorted(Comparator.comparingDouble(entry -> -HoldoutBound.difference(entry.getValue())))
        .map(entry -> promotion.evaluated(entry.getKey(), entry.getValue()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<List<HoldoutPair>> pairs(List<Result> challenger, List<Result> champion) {
    if (challenger.size() != champion.size()) {
      return Optional.empty();
    }
    List<HoldoutPair> pairs = new ArrayList<>();
    for (int i = 0; i < challenger.size(); i++) {
      Result own = challenger.get(i);
      Result other = champion.get(i);
      if (!own.isOfSameHoldout(other)) {
        return Optional.empty();
      }
      pairs.add(new HoldoutPair(own.examples(), own.correct(), other.correct()));
    }
    return Optional.of(pairs);
  }

  private static List<Result> results(Evaluation evaluation) {
    List<Result> results = new ArrayList<>();
    for (HoldoutResult result : evaluation.getResults()) {
      if (result.getExamples() > 0) {
        results.add(new Result(result.getWindow(), result.getExamples(), result.getCorrect()));
      }
    }
    return results;
  }

  private static boolean isWindowEnd(Evaluation evaluation) {
    return evaluation.getKind() == EvaluationKind.WINDOW_END;
  }

  int size() {
    return pending.size();
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(newest.size());
    for (var entry : newest.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeLong(entry.getValue());
    }
    out.writeInt(pending.size());
    for (var entry : pending.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeInt(entry.getValue().size());
      for (var results : entry.getValue().entrySet()) {
        out.writeUTF(results.getKey());
        out.writeInt(results.getValue().size());
        for (Result result : results.getValue()) {
          out.writeInt(result.window());
          out.writeInt(result.examples());
          out.writeInt(result.correct());
        }
      }
    }
  }

  static EvaluationPairs readFrom(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("version: got %d, expected %d".formatted(version, VERSION));
    }
    var read = new EvaluationPairs();
    for (int i = in.readInt(); i > 0; i--) {
      read.newest.put(in.readUTF(), in.readLong());
    }
    for (int i = in.readInt(); i > 0; i--) {
      Map<String, List<Result>> runs = new LinkedHashMap<>();
      read.pending.put(in.readLong(), runs);
      for (int j = in.readInt(); j > 0; j--) {
        List<Result> results = new ArrayList<>();
        runs.put(in.readUTF(), results);
        for (int k = in.readInt(); k > 0; k--) {
          results.add(new Result(in.readInt(), in.readInt(), in.readInt()));
        }
      }
    }
    return read;
  }
}
