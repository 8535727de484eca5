package dev.lethe.measures.promotion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Champion and challengers. A challenger replaces the champion if its objective is shown to be
 * better by more than the margin. The evidence may be inspected after every example.
 *
 * <ul>
 *   <li>{@link Objective#NOW}: {@link PairedHits} of each of k challengers, with α/k for the lower
 *       end. After each switch all sequences start anew, so in each reign a run that is not better
 *       by the margin is promoted with probability α at most.
 *   <li>{@link Objective#ALL}: a {@link HoldoutReign} of each challenger. The holdouts remain the
 *       same after a switch, so α covers all ordered pairs of the m members and all evaluations of
 *       all time: α / (m (m − 1)) for each pair.
 * </ul>
 *
 * <p>A run that an operator has replaced is not promoted again by evidence before the next switch.
 *
 * <p>Not thread-safe.
 */
public final class Promotion {
  private static final int VERSION = 2;

  private final PromotionRule rule;
  private final List<String> members;
  private final Set<String> failed = new LinkedHashSet<>();
  private final Map<String, PairedHits> sequences = new LinkedHashMap<>();
  private final Map<String, HoldoutReign> holdouts = new LinkedHashMap<>();
  private Objective objective;
  private int number = -1;
  private String champion;
  private String previous;
  private String barred;

  /**
   * Creates a promotion without a champion; {@link #settle} makes the first member the champion.
   *
   * @param members names of the runs, the first champion first
   * @throws IllegalArgumentException if there are fewer than two runs, or one is there twice
   */
  public Promotion(PromotionRule rule, List<String> members) {
    this.rule = rule;
    this.members = List.copyOf(members);
    this.objective = rule.objective().orElse(Objective.NOW);
    if (members.size() < 2 || new LinkedHashSet<>(members).size() < members.size()) {
      throw new IllegalArgumentException(
          "promote: got runs %s, expected two different runs or more".formatted(members));
    }
  }

  public PromotionRule rule() {
    return rule;
  }

  public List<String> members() {
    return members;
  }

  public Objective objective() {
    return objective;
  }

  /** Returns the run that is served; empty before the first {@link #settle}. */
  public Optional<String> champion() {
    return Optional.ofNullable(champion);
  }

  /** Returns the number of the newest switch; -1 before the first. */
  public int number() {
    return number;
  }

  public boolean isChampion(String run) {
    return run.equals(champion);
  }

  public boolean isFailed(String run) {
    return failed.contains(run);
  }

  /** Returns the run that is not promoted by evidence before the next switch. */
  public Optional<String> barred() {
    return Optional.ofNullable(barred);
  }

  /** Replaces a champion that is missing, failed or no member, if another member can serve. */
  public Optional<Switch> settle() {
    if (champion == null) {
      return Optional.of(change(members.get(0), Reason.INITIAL, null));
    }
    return members.contains(champion) && !failed.contains(champion)
        ? Optional.empty()
        : replaceChampion(Set.copyOf(members));
  }

  /** Replaces the champion by the best of some members; empty if all of them have failed. */
  public Optional<Switch> replaceChampion(Set<String> candidates) {
    String best = null;
    double bestDifference = Double.NEGATIVE_INFINITY;
    for (String member : members) {
      if (candidates.contains(member) && !isChampion(member) && !failed.contains(member)) {
        Evidence evidence = evidence(member);
        double difference = evidence.n() == 0 ? -2 : evidence.difference();
        if (difference > bestDifference) {
          best = member;
          bestDifference = difference;
        }
      }
    }
    return Optional.ofNullable(best).map(run -> change(run, Reason.CHAMPION_FAILED, null));
  }

  /** Records that a run has failed, or works again. */
  public Optional<Switch> failed(String run, boolean hasFailed) {
    if (hasFailed) {
      failed.add(run);
    } else {
      failed.remove(run);
    }
    return settle();
  }

  /** Adds the hits of a challenger and of the champion on the same example. */
  public Optional<Switch> hits(String challenger, boolean challengerHit, boolean championHit) {
    PairedHits sequence =
        sequence(challenger).plus((challengerHit ? 1 : 0) - (championHit ? 1 : 0));
    sequences.put(challenger, sequence);
    return objective == Objective.NOW && sequence.exceeds(rule.margin())
        ? promote(challenger)
        : Optional.empty();
  }

  /**
   * Adds an evaluation of a challenger and of the champion on the same holdouts.
   *
   * @param look position of the evaluation, the same for all challengers
   */
  public Optional<Switch> evaluated(String challenger, Look look, List<HoldoutPair> pairs) {
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    if (rule.objective().isEmpty()) {
      objective = Objective.ALL;
    }
    double delta = rule.alpha() / (members.size() * (members.size() - 1.0));
    HoldoutReign reign =
        holdouts
            .getOrDefault(challenger, HoldoutReign.none(challenger))
            .plus(look, pairs, rule.margin(), delta);
    holdouts.put(challenger, reign);
    return objective == Objective.ALL && reign.exceeds(rule.margin())
        ? promote(challenger)
        : Optional.empty();
  }

  /** Makes a run the champion, as an operator wants; empty if it is already, or cannot serve. */
  public Optional<Switch> choose(String run) {
    return byHand(run, Reason.CHOSEN);
  }

  /** Goes back to the champion before the newest switch; empty if it cannot serve. */
  public Optional<Switch> revert() {
    return previous == null ? Optional.empty() : byHand(previous, Reason.REVERTED);
  }

  /** Returns the evidence of all challengers for the objective, in the order of the members. */
  public List<Evidence> evidence() {
    return members.stream().filter(run -> !isChampion(run)).map(this::evidence).toList();
  }

  private Evidence evidence(String run) {
    if (objective == Objective.ALL) {
      return holdouts.getOrDefault(run, HoldoutReign.none(run)).evidence();
    }
    PairedHits sequence = sequences.get(run);
    return sequence == null ? Evidence.none(run) : sequence.evidence(run);
  }

  private Optional<Switch> byHand(String run, Reason reason) {
    return isChampion(run) || !members.contains(run) || failed.contains(run)
        ? Optional.empty()
        : Optional.of(change(run, reason, champion));
  }

  private Optional<Switch> promote(String run) {
    return run.equals(barred) || failed.contains(run)
        ? Optional.empty()
        : Optional.of(change(run, Reason.BETTER, null));
  }

  private Switch change(String to, Reason reason, String newlyBarred) {
    var change =
        new Switch(++number, Optional.ofNullable(champion), to, reason, objective, evidence());
    previous = champion;
    champion = to;
    barred = newlyBarred;
    sequences.clear();
    holdouts.clear();
    return change;
  }

  private PairedHits sequence(String challenger) {
    PairedHits known = sequences.get(challenger);
    return known == null ? PairedHits.none(rule.alpha() / (members.size() - 1)) : known;
  }

  /** Writes the state in binary form, without rule and members. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeUTF(rule.toString());
    out.writeUTF(String.join("\n", members));
    out.writeUTF(objective.name());
    out.writeInt(number);
    out.writeUTF(champion == null ? "" : champion);
    out.writeUTF(previous == null ? "" : previous);
    out.writeUTF(barred == null ? "" : barred);
    out.writeInt(failed.size());
    for (String run : failed) {
      out.writeUTF(run);
    }
    out.writeInt(sequences.size());
    for (var entry : sequences.entrySet()) {
      out.writeUTF(entry.getKey());
      entry.getValue().writeTo(out);
    }
    out.writeInt(holdouts.size());
    for (HoldoutReign reign : holdouts.values()) {
      reign.writeTo(out);
    }
  }

  /**
   * Reads what {@link #writeTo} wrote. If rule or members have changed, the champion remains and
   * the evidence starts anew.
   */
  public static Promotion readFrom(DataInput in, PromotionRule rule, List<String> members)
      throws IOException {
    int version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new IOException("version: got %d, expected 1 to %d".formatted(version, VERSION));
    }
    var read = new Promotion(rule, members);
    boolean same = in.readUTF().equals(rule.toString());
    same &= in.readUTF().equals(String.join("\n", members));
    Objective known = Objective.valueOf(in.readUTF());
    read.objective = same ? known : rule.objective().orElse(known);
    read.number = in.readInt();
    read.champion = orNull(in.readUTF());
    read.previous = orNull(in.readUTF());
    read.barred = orNull(in.readUTF());
    for (int i = in.readInt(); i > 0; i--) {
      read.failed.add(in.readUTF());
    }
    // Version 1 counted evaluations by run.
    for (int i = version == 1 ? in.readInt() : 0; i > 0; i--) {
      in.readUTF();
      in.readLong();
    }
    for (int i = in.readInt(); i > 0; i--) {
      read.sequences.put(in.readUTF(), PairedHits.readFrom(in));
    }
    for (int i = in.readInt(); i > 0; i--) {
      HoldoutReign reign = HoldoutReign.readFrom(in, version > 1);
      read.holdouts.put(reign.evidence().run(), reign);
    }
    if (!same) {
      read.sequences.clear();
      read.holdouts.clear();
    }
    return read;
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
