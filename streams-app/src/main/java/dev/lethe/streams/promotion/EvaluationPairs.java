package dev.lethe.streams.promotion;

import dev.lethe.measures.HoldoutHits;
import dev.lethe.measures.promotion.HoldoutOutcome;
import dev.lethe.measures.promotion.HoldoutPair;
import dev.lethe.measures.promotion.Look;
import dev.lethe.measures.promotion.Promotion;
import dev.lethe.measures.promotion.Switch;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.HoldoutResult;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pairs the evaluations of runs after the same number of examples. Runs are compared only if their
 * holdouts are of the same windows and sizes. An evaluation is kept until all members have it, at
 * most the newest {@value #MAX_PENDING}, and the hits of the newest ones up to {@value #MAX_HITS}.
 */
final class EvaluationPairs {
  static final int MAX_PENDING = 64;

  /** Maximum number of hits that are kept: 500 kB, because the state is one record. */
  static final int MAX_HITS = 4_000_000;

  private static final int VERSION = 2;

  private final TreeMap<Long, Pending> pending = new TreeMap<>();
  private final Map<String, Long> newest = new HashMap<>();
  private long windowEnds;
  private long periodic;

  /**
   * Evaluations of runs at the same moment.
   *
   * @param number number of the moment among those of its kind
   * @param outcomes outcomes of each run, in the order of arrival
   */
  private record Pending(long number, Map<String, List<HoldoutOutcome>> outcomes) {
    long hits() {
      return outcomes.values().stream()
          .flatMap(List::stream)
          .filter(outcome -> outcome.hits() != null)
          .mapToLong(HoldoutOutcome::examples)
          .sum();
    }

    void removeHits() {
      outcomes.replaceAll((run, all) -> all.stream().map(HoldoutOutcome::withoutHits).toList());
    }
  }

  /** Accepts an evaluation of a member and passes pairs that are complete to a promotion. */
  Optional<Switch> evaluated(Evaluation evaluation, Promotion promotion) {
    String run = evaluation.getRun();
    boolean isWindowEnd = evaluation.getKind() == EvaluationKind.WINDOW_END;
    long moment = 2 * evaluation.getExamples() + (isWindowEnd ? 1 : 0);
    List<HoldoutOutcome> outcomes = outcomes(evaluation);
    if (moment <= newest.getOrDefault(run, -1L) || outcomes.isEmpty()) {
      return Optional.empty();
    }
    newest.put(run, moment);
    Pending at =
        pending.computeIfAbsent(
            moment, key -> new Pending(next(isWindowEnd), new LinkedHashMap<>()));
    at.outcomes().put(run, outcomes);
    Optional<Switch> change = compare(run, at, new Look(isWindowEnd, at.number()), promotion);
    if (at.outcomes().keySet().containsAll(promotion.members())) {
      pending.remove(moment);
    }
    trim();
    return change;
  }

  private long next(boolean isWindowEnd) {
    return isWindowEnd ? ++windowEnds : ++periodic;
  }

  private void trim() {
    if (pending.size() > MAX_PENDING) {
      pending.pollFirstEntry();
    }
    long hits = 0;
    for (Pending each : pending.descendingMap().values()) {
      if (hits + each.hits() > MAX_HITS) {
        each.removeHits();
      }
      hits += each.hits();
    }
  }

  private static Optional<Switch> compare(String run, Pending at, Look look, Promotion promotion) {
    String champion = promotion.champion().orElseThrow();
    List<HoldoutOutcome> served = at.outcomes().get(champion);
    if (served == null) {
      return Optional.empty();
    }
    return run.equals(champion)
        ? compareAll(at.outcomes(), served, look, promotion)
        : HoldoutOutcome.pairs(at.outcomes().get(run), served)
            .flatMap(pairs -> promotion.evaluated(run, look, pairs));
  }

  /** Compares the best challenger first, because it may become the champion. */
  private static Optional<Switch> compareAll(
      Map<String, List<HoldoutOutcome>> outcomes,
      List<HoldoutOutcome> served,
      Look look,
      Promotion promotion) {
    Map<String, List<HoldoutPair>> challengers = new LinkedHashMap<>();
    for (String member : promotion.members()) {
      if (!promotion.isChampion(member) && outcomes.containsKey(member)) {
        HoldoutOutcome.pairs(outcomes.get(member), served)
            .ifPresent(pairs -> challengers.put(member, pairs));
      }
    }
    return challengers.entrySet().stream()
        .sorted(Comparator.comparingDouble(entry -> -HoldoutPair.difference(entry.getValue())))
        .map(entry -> promotion.evaluated(entry.getKey(), look, entry.getValue()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static List<HoldoutOutcome> outcomes(Evaluation evaluation) {
    List<HoldoutOutcome> outcomes = new ArrayList<>();
    for (HoldoutResult result : evaluation.getResults()) {
      int examples = result.getExamples();
      if (examples > 0) {
        outcomes.add(
            new HoldoutOutcome(result.getWindow(), examples, result.getCorrect(), hits(result)));
      }
    }
    return outcomes;
  }

  private static HoldoutHits hits(HoldoutResult result) {
    ByteBuffer hits = result.getHits();
    if (hits == null || result.getHoldout() == null) {
      return null;
    }
    var bytes = new byte[hits.remaining()];
    hits.duplicate().get(bytes);
    return HoldoutHits.of(result.getHoldout(), result.getExamples(), bytes);
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
    out.writeLong(windowEnds);
    out.writeLong(periodic);
    out.writeInt(pending.size());
    for (var entry : pending.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue().number());
      out.writeInt(entry.getValue().outcomes().size());
      for (var outcomes : entry.getValue().outcomes().entrySet()) {
        out.writeUTF(outcomes.getKey());
        out.writeInt(outcomes.getValue().size());
        for (HoldoutOutcome outcome : outcomes.getValue()) {
          outcome.writeTo(out);
        }
      }
    }
  }

  /** Reads what {@link #writeTo} wrote; of version 1 only how far the runs are. */
  static EvaluationPairs readFrom(DataInput in) throws IOException {
    int version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new IOException("version: got %d, expected 1 to %d".formatted(version, VERSION));
    }
    var read = new EvaluationPairs();
    for (int i = in.readInt(); i > 0; i--) {
      read.newest.put(in.readUTF(), in.readLong());
    }
    if (version == 1) {
      return read;
    }
    read.windowEnds = in.readLong();
    read.periodic = in.readLong();
    for (int i = in.readInt(); i > 0; i--) {
      long moment = in.readLong();
      var at = new Pending(in.readLong(), new LinkedHashMap<>());
      read.pending.put(moment, at);
      for (int j = in.readInt(); j > 0; j--) {
        List<HoldoutOutcome> outcomes = new ArrayList<>();
        at.outcomes().put(in.readUTF(), outcomes);
        for (int k = in.readInt(); k > 0; k--) {
          outcomes.add(HoldoutOutcome.readFrom(in));
        }
      }
    }
    return read;
  }
}
