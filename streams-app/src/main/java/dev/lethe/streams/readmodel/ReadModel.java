package dev.lethe.streams.readmodel;

import java.util.List;
import java.util.Optional;

/** Runs with their metrics and history. Thread-safe. */
public interface ReadModel {

  /** Returns where the runs come from. */
  Source source();

  /** Returns the runs by start time, then by name. */
  List<RunView> runs();

  /** Returns the served run, its challengers and all switches. */
  PromotionView promotion();

  /** Returns a run with its history. */
  Optional<RunDetail> find(String run);

  /**
   * Returns all runs with their history. With many runs the histories have fewer points, so that
   * the snapshot stays within some megabytes.
   *
   * @param atSnapshot called at the moment of the snapshot: the snapshot contains all changes that
   *     listeners received before, and none that they receive after
   */
  List<RunDetail> snapshot(Runnable atSnapshot);

  void subscribe(RunListener listener);

  void unsubscribe(RunListener listener);
}
