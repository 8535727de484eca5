package dev.lethe.measures.promotion;

/** Reason of a switch. */
public enum Reason {
  /** The first champion. */
  INITIAL,
  /** The challenger was shown to be better by more than the margin. */
  BETTER,
  /** An operator went back to the run that was served before. */
  REVERTED,
  /** An operator chose a run. */
  CHOSEN,
  /** The champion failed, is no longer a member, or is too far behind. */
  CHAMPION_FAILED
}
