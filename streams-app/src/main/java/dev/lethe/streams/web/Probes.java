package dev.lethe.streams.web;

/** What the probes {@code /livez} and {@code /readyz} report. Called by any thread. */
@FunctionalInterface
public interface Probes {

  /** Whether what is shown is up to date. */
  boolean isReady();

  /** Whether a restart would not help. */
  default boolean isLive() {
    return true;
  }
}
