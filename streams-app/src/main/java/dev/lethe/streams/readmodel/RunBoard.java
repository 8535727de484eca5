package dev.lethe.streams.readmodel;

import dev.lethe.schemas.Promotion;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunMetrics;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * In-memory read model. Metrics that arrive before their run are kept for it. Beyond {@value
 * #MAX_RUNS} runs, the one with the oldest update is dropped.
 */
public final class RunBoard implements ReadModel {
  public static final int MAX_RUNS = 200;

  private static final int SNAPSHOT_POINTS = 12_000;
  private static final int MIN_SNAPSHOT_POINTS = 60;

  private final Source source;
  private final PromotionBoard promotions = new PromotionBoard();
  private final Map<String, Entry> entries = new HashMap<>();
  private final List<RunListener> listeners = new CopyOnWriteArrayList<>();

  public RunBoard(Source source) {
    this.source = source;
  }

  @Override
  public Source source() {
    return source;
  }

  /** Accepts a run's newest record. */
  public synchronized void accept(Run run) {
    Entry entry = entry(run.getRun(), run.getUpdatedAt().toEpochMilli());
    entry.run = run;
    notifyListeners(entry, null);
  }

  /**
   * Accepts a run's newest metrics.
   *
   * @param at time of publication, in epoch milliseconds
   */
  public synchronized void accept(RunMetrics metrics, long at) {
    Entry entry = entry(metrics.getRun(), at);
    if (metrics.equals(entry.metrics)) {
      return;
    }
    entry.metrics = metrics;
    Point point = Point.of(at, metrics);
    entry.history.add(point);
    notifyListeners(entry, point);
  }

  /** Accepts a switch of the served run, or evidence. */
  public void accept(Promotion promotion) {
    promotions.accept(promotion);
  }

  @Override
  public PromotionView promotion() {
    return promotions.view();
  }

  /** Removes a run. Clients are notified with their next snapshot. */
  public synchronized void remove(String run) {
    entries.remove(run);
  }

  @Override
  public synchronized List<RunView> runs() {
    return known().map(Entry::view).toList();
  }

  @Override
  public synchronized Optional<RunDetail> find(String run) {
    return Optional.ofNullable(entries.get(run))
        .filter(entry -> entry.run != null)
        .map(entry -> entry.detail(PointHistory.MAX_POINTS));
  }

  @Override
  public synchronized List<RunDetail> snapshot(Runnable atSnapshot) {
    atSnapshot.run();
    int points = Math.max(MIN_SNAPSHOT_POINTS, SNAPSHOT_POINTS / Math.max(1, entries.size()));
    return known().map(entry -> entry.detail(Math.min(points, PointHistory.MAX_POINTS))).toList();
  }

  @Override
  public void subscribe(RunListener listener) {
    listeners.add(listener);
  }

  @Override
  public void unsubscribe(RunListener listener) {
    listeners.remove(listener);
  }

  private Stream<Entry> known() {
    return entries.values().stream()
        .filter(entry -> entry.run != null)
        .sorted(
            Comparator.comparing((Entry entry) -> entry.run.getStartedAt())
                .thenComparing(entry -> entry.run.getRun()));
  }

  private Entry entry(String run, long at) {
    Entry entry = entries.computeIfAbsent(run, name -> new Entry());
    entry.updatedAt = Math.max(entry.updatedAt, at);
    if (entries.size() > MAX_RUNS) {
      entries.entrySet().stream()
          .filter(other -> !other.getKey().equals(run))
          .min(Comparator.comparingLong(other -> other.getValue().updatedAt))
          .ifPresent(oldest -> entries.remove(oldest.getKey()));
    }
    return entry;
  }

  private void notifyListeners(Entry entry, Point point) {
    if (entry.run == null || listeners.isEmpty()) {
      return;
    }
    RunView view = entry.view();
    listeners.forEach(listener -> listener.changed(view, point));
  }

  private static final class Entry {
    private final PointHistory history = new PointHistory();
    private Run run;
    private RunMetrics metrics;
    private long updatedAt;

    private RunView view() {
      return RunView.of(run, metrics, updatedAt);
    }

    private RunDetail detail(int points) {
      return new RunDetail(view(), history.points(points));
    }
  }
}
