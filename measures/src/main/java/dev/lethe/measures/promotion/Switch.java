package dev.lethe.measures.promotion;

import java.util.List;
import java.util.Optional;

/**
 * Change of the champion.
 *
 * @param number number of the switch, from 0 for the initial one
 * @param from champion before; empty for the initial switch
 * @param to champion from now on
 * @param reason reason
 * @param objective objective at that moment
 * @param evidence evidence of all challengers at that moment, in the order of the members
 */
public record Switch(
    int number,
    Optional<String> from,
    String to,
    Reason reason,
    Objective objective,
    List<Evidence> evidence) {
  public Switch {
    evidence = List.copyOf(evidence);
  }

  /** Returns the evidence of the new champion against the old one. */
  public Optional<Evidence> decisive() {
    return evidence.stream().filter(each -> each.run().equals(to)).findFirst();
  }
}
