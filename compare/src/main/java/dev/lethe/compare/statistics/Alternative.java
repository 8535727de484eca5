package dev.lethe.compare.statistics;

/** Alternative hypothesis of a test. */
public enum Alternative {
  /** The differences are not centred at 0. */
  TWO_SIDED,
  /** The differences are centred above 0; for the opposite, exchange the methods. */
  GREATER
}
