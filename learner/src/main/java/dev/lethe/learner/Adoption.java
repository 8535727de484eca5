package dev.lethe.learner;

import java.util.List;

/**
 * State that a learner has taken over from one with another specification.
 *
 * @param kept parts that both have, whose state was taken over
 * @param started parts that the other one lacks or has with other settings; they start empty
 * @param dropped parts of the other one whose state was not taken over
 */
public record Adoption(List<String> kept, List<String> started, List<String> dropped) {
  public Adoption {
    kept = List.copyOf(kept);
    started = List.copyOf(started);
    dropped = List.copyOf(dropped);
  }
}
