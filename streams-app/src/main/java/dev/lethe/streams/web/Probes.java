package dev.lethe.streams.web;

/**
 * Answers for {@code /livez}, {@code /readyz} and {@code /metrics}. Safe for use by many threads.
 */
@FunctionalInterface
public interface Probes {

  /** Returns true if the dashboard shows up-to-date data. */
  boolean isReady();

  /** Returns false if only a restart can help. */
  default boolean isLive() {
    return true;
  }

  /** Returns the meters in the text format of Prometheus. */
  default String metrics() {
    return "";
  }
}
