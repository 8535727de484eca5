package dev.lethe.trainer;

import dev.lethe.trainer.simulated.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the faults of a schedule. */
final class FaultSchedule {
  /** Names of all boundaries at which a process may crash. */
  static final List<String> BOUNDARIES = boundaries();

  private FaultSchedule() {}

  private static List<String> boundaries() {
    var names = new ArrayList<String>();
    for (String request :
        List.of(
            "init", "offsets", "commit", "reading offsets", "poll", "admin", "write", "delete")) {
      names.add("before " + request);
      names.add("after " + request);
    }
    names.addAll(List.of("in write", "before rename"));
    for (String topic :
        List.of(
            SimulatedRun.TOPICS.predictions(),
            SimulatedRun.TOPICS.evaluations(),
            SimulatedRun.TOPICS.windows(),
            SimulatedRun.TOPICS.journal(),
            SimulatedRun.TOPICS.runs(),
            SimulatedRun.TOPICS.checkpoints(),
            SimulatedRun.TOPICS.deadLetters())) {
      names.add("before send to " + topic);
      names.add("after send to " + topic);
    }
    return List.copyOf(names);
  }

  /** Draws one to four faults. */
  static List<Fault> draw(SplittableRandom random) {
    var faults = new ArrayList<Fault>();
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      String boundary = BOUNDARIES.get(random.nextInt(BOUNDARIES.size()));
      int kind = random.nextInt(8);
      faults.add(
          new Fault(
              kind < 5 ? Fault.Kind.CRASH : kind < 7 ? Fault.Kind.TIMEOUT : Fault.Kind.ZOMBIE,
              boundary,
              1 + random.nextInt(1 + random.nextInt(16))));
    }
    return faults;
  }
}
