package dev.lethe.cli.chaos;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Kills containers of a compose project and prints the comparison. Usage: rounds, seed, fault
 * (none, or duplicate to repeat predictions instead of kills, which the comparison must find), name
 * of the project, addresses of broker, registry and dashboard, directory for copies of the
 * checkpoints.
 */
final class ComposeChaosMain {
  private ComposeChaosMain() {}

  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    int rounds = Integer.parseInt(args[0]);
    long seed = Long.parseLong(args[1]);
    var project = new ComposeChaos.Project(args[3], args[4], args[5], URI.create(args[6]));
    Path directory = Files.createDirectories(Path.of(args[7])).toAbsolutePath();
    Comparison result;
    try (var chaos = new ComposeChaos(project, seed, directory, System.err::println)) {
      result = chaos.run(rounds, args[2].equals("duplicate"));
    }
    System.exit(ChaosReport.print(result, seed, rounds, "compose-chaos "));
  }
}
