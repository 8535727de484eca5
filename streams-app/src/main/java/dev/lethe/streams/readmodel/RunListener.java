package dev.lethe.streams.readmodel;

/** Receives changes, one at a time and in order, on the changing thread. It must not block. */
public interface RunListener {

  /**
   * A run or its metrics changed.
   *
   * @param point point added to its history, or null
   */
  void changed(RunView view, Point point);
}
