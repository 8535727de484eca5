package dev.lethe.cli.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Runs rounds of chaos and prints the comparison. Usage: rounds, seed, directory for all data. */
final class ChaosMain {
  private static final int MAX_DIFFERENCES = 10;

  private ChaosMain() {}

  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    int rounds = Integer.parseInt(args[0]);
    long seed = Long.parseLong(args[1]);
    Path directory = Files.createDirectories(Path.of(args[2])).toAbsolutePath();
    Comparison result;
    try (var chaos = new Chaos(directory, seed, System.err::println)) {
      result = chaos.run(rounds);
    }
    result.differences().stream().limit(MAX_DIFFERENCES).forEach(System.out::println);
    System.out.printf(
        "seed %d, %d examples; %s%n",
        seed, result.examples(), Recovery.summary(result.recoveries()));
    System.out.println(
        "with the broker up: "
            + Recovery.summary(
                result.recoveries().stream().filter(one -> !one.brokerKilled()).toList()));
    System.out.println(result.summary(rounds));
    boolean same = result.lost() == 0 && result.doubled() == 0 && result.differences().isEmpty();
    System.exit(same ? 0 : 1);
  }
}
