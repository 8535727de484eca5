package dev.lethe.streams.readmodel;

import java.util.List;
import java.util.Optional;

/** What is known of all runs. Safe for use by many threads. */
public interface ReadModel {

  /** The runs by start time, then by name. */
  List<RunView> runs();

  /** A run with its history. */
  Optional<RunDetail> find(String run);

  /**
   * All runs with their history; with many runs, sparser histories, so that the whole stays within
   * some megabytes.
   *
   * @param meanwhile run while nothing changes: what a listener is told after that is not in the
   *     snapshot, what it was told before is
   */
  List<RunDetail> snapshot(Runnable meanwhile);

  void subscribe(RunListener listener);

  void unsubscribe(RunListener listener);
}
