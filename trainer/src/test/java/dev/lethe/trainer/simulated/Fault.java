package dev.lethe.trainer.simulated;

/**
 * A fault at a boundary.
 *
 * @param kind what happens
 * @param boundary name of the boundary
 * @param occurrence passes of the boundary up to the fault, from 1
 */
public record Fault(Kind kind, String boundary, int occurrence) {
  /** Event at a boundary. */
  public enum Kind {
    /** The process ends at once. */
    CRASH,
    /** The request fails; after it, although it has succeeded. */
    TIMEOUT,
    /** The process stands still while another one takes over, and goes on afterwards. */
    ZOMBIE
  }
}
