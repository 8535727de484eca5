package dev.lethe.streams.readmodel;

/** Receives changes, one at a time and in order, on the changing thread. It must not block. */
public interface RunListener {

  /**
   * Receives a change of a run or of its metrics.
   *
   * @param view the run after the change
   * @param point point that the change added to the history of the run, or null
   */
  void changed(RunView view, Point point);
}
