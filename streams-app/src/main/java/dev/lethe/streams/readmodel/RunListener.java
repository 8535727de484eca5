package dev.lethe.streams.readmodel;

/** Told of changes, one at a time and in order, on the thread that makes them. It must not wait. */
public interface RunListener {

  /**
   * A run or its metrics changed.
   *
   * @param point the point added to its history; null if none was
   */
  void changed(RunView view, Point point);
}
