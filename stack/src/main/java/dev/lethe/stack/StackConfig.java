package dev.lethe.stack;

import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Configuration of a stack: its directory and addresses.
 *
 * @param directory directory of the stack, created if absent and converted to an absolute path
 * @param brokerPort port of the broker in 1 … 65535, or 0 for a free port
 * @param registryPort port of the registry in 1 … 65535, or 0 for a free port
 * @param bindHost name or IPv4 address of this machine to listen on; clients connect to the same
 *     name, so a wildcard such as {@code 0.0.0.0} is rejected
 */
public record StackConfig(Path directory, int brokerPort, int registryPort, String bindHost) {

  /** Host of a stack that only this machine can reach. */
  public static final String LOCALHOST = "localhost";

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  /**
   * Validates the values.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public StackConfig {
    directory = Objects.requireNonNull(directory, "directory").toAbsolutePath().normalize();
    Ports.requireValid("broker.port", brokerPort);
    Ports.requireValid("registry.port", registryPort);
    if (brokerPort != 0 && brokerPort == registryPort) {
      throw new IllegalArgumentException(
          "registry.port: got %d, expected another port than broker.port".formatted(brokerPort));
    }
    Objects.requireNonNull(bindHost, "bindHost");
    if (!HOST.matcher(bindHost).matches() || bindHost.equals("0.0.0.0")) {
      throw new IllegalArgumentException(
          "bind.host: got '%s', expected a host name or IPv4 address that clients can connect to"
              .formatted(bindHost));
    }
  }

  /**
   * Returns the configuration of a stack on free ports of localhost.
   *
   * @param directory directory of the stack
   */
  public static StackConfig ephemeral(Path directory) {
    return new StackConfig(directory, 0, 0, LOCALHOST);
  }
}
