package dev.lethe.streams.promotion;

import dev.lethe.measures.promotion.Promotion;
import dev.lethe.measures.promotion.Switch;
import dev.lethe.schemas.Prediction;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Serves each example exactly once, and compares the runs on it.
 *
 * <p>An example is served with the champion's prediction as soon as there is one. If the champion
 * changes, the new one continues where the old one was: examples that it has already predicted and
 * that are not served yet follow at once, and those that are served are not repeated. An example
 * that the champion has left out, because it was not live or refused it, is served with the
 * prediction of another member.
 *
 * <p>Predictions are kept until all live members have predicted the example, and for {@link
 * #MAX_PENDING} examples at most. A challenger that is further behind is not compared on the
 * others. A champion that is further behind loses its place to a member that is not.
 */
final class ServedExamples {
  static final int MAX_PENDING = 20_000;

  private final Promotion promotion;
  private final ServedPositions positions;
  private final Output output;
  private final NavigableMap<ExamplePosition, PendingExample> pending = new TreeMap<>();
  private final Set<ExamplePosition> changed = new LinkedHashSet<>();

  ServedExamples(Promotion promotion, ServedPositions positions, Output output) {
    this.promotion = promotion;
    this.positions = positions;
    this.output = output;
  }

  /** Receives what is to be published. */
  interface Output {
    void serve(Prediction prediction);

    /** Publishes a switch after the example that was served last. */
    void switched(Switch change, ExamplePosition last);
  }

  /** Adds an example that was pending before a restart. */
  void restore(ExamplePosition position, PendingExample example) {
    pending.put(position, example);
  }

  /** Returns the positions whose pending example has changed or gone, and forgets them. */
  Set<ExamplePosition> takeChanged() {
    Set<ExamplePosition> taken = new HashSet<>(changed);
    changed.clear();
    return taken;
  }

  Optional<PendingExample> pending(ExamplePosition position) {
    return Optional.ofNullable(pending.get(position));
  }

  int size() {
    return pending.size();
  }

  /** Accepts a prediction of a member; returns false if it was known. */
  boolean predicted(Prediction prediction) {
    ExamplePosition position = ExamplePosition.of(prediction);
    String run = prediction.getRun();
    if (!positions.advance(run, position)) {
      return false;
    }
    apply(promotion.settle());
    if (position.offset() > positions.dropped(position.partition())) {
      add(run, position, prediction);
    }
    trim(position.partition());
    return true;
  }

  /** Publishes a switch and lets the new champion continue. */
  void apply(Optional<Switch> change) {
    change.ifPresent(
        made -> {
          output.switched(made, positions.last());
          for (int partition : positions.partitions(made.to())) {
            serveUpTo(partition, positions.answered(made.to(), partition));
          }
        });
  }

  /** Drops what nothing waits for any more. */
  void trimAll() {
    pending.keySet().stream()
        .map(ExamplePosition::partition)
        .distinct()
        .toList()
        .forEach(this::trim);
  }

  private void add(String run, ExamplePosition position, Prediction prediction) {
    PendingExample known = pending.get(position);
    PendingExample example = known == null ? new PendingExample(promotion.number()) : known;
    example.add(prediction);
    pending.put(position, example);
    changed.add(position);
    if (known == null && position.offset() <= positions.served(position.partition())) {
      // The champion has passed this example without a prediction, and so has everybody else.
      output.serve(prediction);
    } else if (promotion.isChampion(run)) {
      serveUpTo(position.partition(), position.offset());
    }
    compare(run, example);
  }

  private void serveUpTo(int partition, long offset) {
    long from = positions.served(partition) + 1;
    if (from > offset) {
      return;
    }
    var unserved =
        pending.subMap(
            new ExamplePosition(partition, from),
            true,
            new ExamplePosition(partition, offset),
            true);
    unserved.forEach(
        (position, example) -> {
          output.serve(bestOf(example));
          positions.serve(position);
        });
  }

  private Prediction bestOf(PendingExample example) {
    return promotion
        .champion()
        .flatMap(example::of)
        .or(() -> promotion.members().stream().flatMap(run -> example.of(run).stream()).findFirst())
        .or(() -> example.of(example.runs().iterator().next()))
        .orElseThrow();
  }

  private void compare(String run, PendingExample example) {
    String champion = promotion.champion().orElseThrow();
    Optional<Prediction> served = example.of(champion);
    if (served.isEmpty() || served.get().getLabel() == null) {
      return;
    }
    boolean hit = isHit(served.get());
    List<String> challengers =
        run.equals(champion)
            ? promotion.members().stream().filter(member -> !member.equals(champion)).toList()
            : List.of(run);
    for (String challenger : challengers) {
      // A switch begins a new reign, in which this example does not count.
      if (example.reign() == promotion.number()) {
        example
            .of(challenger)
            .ifPresent(prediction -> apply(promotion.hits(challenger, isHit(prediction), hit)));
      }
    }
  }

  private static boolean isHit(Prediction prediction) {
    return prediction.getLabel() != null && prediction.getPredicted() == prediction.getLabel();
  }

  private void trim(int partition) {
    dropUpTo(partition, positions.floor(partition, promotion.members()));
    while (pending.size() > MAX_PENDING) {
      var oldest = pending.ceilingEntry(new ExamplePosition(partition, 0));
      ExamplePosition position = oldest == null ? pending.firstKey() : oldest.getKey();
      PendingExample example = pending.get(position);
      if (position.offset() > positions.served(position.partition())) {
        apply(promotion.replaceChampion(Set.copyOf(example.runs())));
        serveUpTo(position.partition(), position.offset());
      }
      dropUpTo(position.partition(), position.offset());
    }
  }

  private void dropUpTo(int partition, long offset) {
    if (offset <= positions.dropped(partition)) {
      return;
    }
    positions.drop(partition, offset);
    var done =
        pending.subMap(
            new ExamplePosition(partition, 0), true, new ExamplePosition(partition, offset), true);
    changed.addAll(done.keySet());
    done.clear();
  }
}
