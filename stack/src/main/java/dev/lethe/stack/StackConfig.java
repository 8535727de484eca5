package dev.lethe.stack;

import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a stack keeps its data and where it listens.
 *
 * @param directory the stack's own directory, made when absent; kept as an absolute path
 * @param brokerPort port of the broker, 1 to 65535, or 0 for a free one
 * @param registryPort port of the registry, 1 to 65535, or 0 for a free one
 * @param bindHost name or address of this machine that both listen on and that clients are told to
 *     use; a wildcard such as {@code 0.0.0.0} is refused, since no client can connect to it
 */
public record StackConfig(Path directory, int brokerPort, int registryPort, String bindHost) {

  /** The host of a stack that only this machine reaches. */
  public static final String LOCALHOST = "localhost";

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range
   */
  public StackConfig {
    directory = Objects.requireNonNull(directory, "directory").toAbsolutePath().normalize();
    Ports.require("broker.port", brokerPort);
    Ports.require("registry.port", registryPort);
    if (brokerPort != 0 && brokerPort == registryPort) {
      throw new IllegalArgumentException(
          "registry.port: got %d, the same as broker.port, expected another".formatted(brokerPort));
    }
    Objects.requireNonNull(bindHost, "bindHost");
    if (!HOST.matcher(bindHost).matches() || bindHost.equals("0.0.0.0")) {
      throw new IllegalArgumentException(
          "bind.host: got '%s', expected a host name or IPv4 address that clients can connect to"
              .formatted(bindHost));
    }
  }

  /**
   * A stack on free ports of localhost, for a test: the directory decides all.
   *
   * @param directory the stack's own directory
   * @return the configuration
   */
  public static StackConfig ephemeral(Path directory) {
    return new StackConfig(directory, 0, 0, LOCALHOST);
  }
}
