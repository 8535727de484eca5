package dev.lethe.trainer.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Faults of one schedule. Counts the passes of all its processes. */
public final class FaultPlan {
  private final List<Fault> pending;
  private final List<Fault> happened = new ArrayList<>();
  private final Map<String, Integer> passes = new HashMap<>();

  public FaultPlan(List<Fault> faults) {
    this.pending = new ArrayList<>(faults);
  }

  /** Returns the fault that happens at this pass of a boundary. */
  public Optional<Fault> pass(String boundary) {
    int pass = passes.merge(boundary, 1, Integer::sum);
    Optional<Fault> due =
        pending.stream()
            .filter(fault -> fault.boundary().equals(boundary) && fault.occurrence() == pass)
            .findFirst();
    due.ifPresent(
        fault -> {
          pending.remove(fault);
          happened.add(fault);
        });
    return due;
  }

  /** Returns the faults that have happened, in order. */
  public List<Fault> happened() {
    return List.copyOf(happened);
  }
}
