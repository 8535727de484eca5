package dev.lethe.measures.promotion;

/** Objective by which runs are promoted. */
public enum Objective {
  /** Prequential accuracy: paired differences of hits. */
  NOW,
  /** Average accuracy over the holdouts of all windows so far. */
  ALL
}
