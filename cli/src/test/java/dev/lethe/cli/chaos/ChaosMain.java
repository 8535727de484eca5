package dev.lethe.cli.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Runs rounds of chaos and prints the comparison. Usage: rounds, seed, directory for all data. */
final class ChaosMain {
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
    System.exit(ChaosReport.print(result, seed, rounds, ""));
  }
}
