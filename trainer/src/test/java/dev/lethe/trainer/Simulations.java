package dev.lethe.trainer;

import ch.qos.logback.classic.Level;
import dev.lethe.trainer.simulated.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;

/** Many schedules in parallel. */
final class Simulations {
  private static final int MAX_FAILURES = 10;

  /**
   * Result of the schedules.
   *
   * @param faults how often each kind of fault happened at each boundary
   * @param failures description of the first schedules that failed, each with its seed
   */
  record Result(Map<String, Long> faults, List<String> failures) {}

  private Simulations() {}

  /**
   * Runs schedules with consecutive seeds, until ten have failed.
   *
   * @param progress receives the number of finished schedules, on any thread
   */
  static Result run(long seed, long schedules, Path directory, LongConsumer progress) {
    // Their warnings are about the faults.
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("dev.lethe")).setLevel(Level.OFF);
    var faults = new ConcurrentHashMap<String, Long>();
    var failures = new ConcurrentLinkedQueue<String>();
    var done = new AtomicLong();
    LongStream.range(seed, seed + schedules)
        .parallel()
        .filter(one -> failures.size() < MAX_FAILURES)
        .forEach(
            one -> {
              try {
                for (Fault fault : new Simulation(one, directory).run()) {
                  faults.merge(fault.kind() + " " + fault.boundary(), 1L, Long::sum);
                }
              } catch (IOException | AssertionError e) {
                failures.add(e.getMessage());
              }
              progress.accept(done.incrementAndGet());
            });
    return new Result(new TreeMap<>(faults), List.copyOf(failures));
  }

  /** Usage: schedules, first seed. Exits with 1 if a schedule fails. */
  public static void main(String[] args) throws IOException {
    long schedules = Long.parseLong(args[0]);
    long seed = Long.parseLong(args[1]);
    Path directory = Files.createTempDirectory("simulate");
    boolean failed;
    try {
      Result result =
          run(
              seed,
              schedules,
              directory,
              done -> {
                if (done % 500 == 0) {
                  System.err.printf("%d of %d schedules%n", done, schedules);
                }
              });
      result.faults().forEach((fault, times) -> System.out.printf("%6d  %s%n", times, fault));
      result.failures().forEach(System.out::println);
      System.out.printf(
          "schedules=%d seed=%d faults=%d differing=%d%n",
          schedules,
          seed,
          result.faults().values().stream().mapToLong(Long::longValue).sum(),
          result.failures().size());
      failed = !result.failures().isEmpty();
    } finally {
      try (var files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    System.exit(failed ? 1 : 0);
  }
}
