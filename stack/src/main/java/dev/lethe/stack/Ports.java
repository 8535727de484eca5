package dev.lethe.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Random;
import java.util.Set;

/** Validates ports and chooses free ones. */
public final class Ports {

  // Below 32768, where Linux starts its range for outgoing connections: no such connection can take
  // the port between its choice and the bind of the child.
  private static final int FIRST_FREE = 20_000;
  private static final int FREE_RANGE = 10_000;
  private static final int ATTEMPTS = 200;
  private static final int MAX_PORT = 65_535;

  private final String host;
  private final Random random;

  /**
   * @param host name or address to bind to
   * @param random source of candidate ports
   */
  Ports(String host, Random random) {
    this.host = host;
    this.random = random;
  }

  /**
   * Checks that a port is in 0 … 65535.
   *
   * @param key name of the setting, for the message
   * @param port port number, or 0 for a free port
   * @throws IllegalArgumentException if the port is out of range
   */
  public static void requireValid(String key, int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "%s: got %d, expected 1 to %d, or 0 for a free port".formatted(key, port, MAX_PORT));
    }
  }

  /**
   * Checks that a port is in 0 … 65535 and not in use.
   *
   * @param key name of the setting, for the message
   * @param host name or address of this machine
   * @param port port number, or 0 for a free port
   * @throws IllegalArgumentException if the port is out of range
   * @throws StackException if the port is in use
   */
  public static void requireFree(String key, String host, int port) {
    requireValid(key, port);
    if (port != 0) {
      new Ports(host, new Random()).resolve(key, port, Set.of());
    }
  }

  /**
   * Returns the requested port, or a free port if it is 0.
   *
   * @param key name of the setting, for the message
   * @param requested port number in 1 … 65535, or 0 for a free port
   * @param reserved ports not to choose
   * @throws StackException if the port is in use or the host is not this machine
   */
  int resolve(String key, int requested, Set<Integer> reserved) {
    InetAddress address = address();
    if (requested != 0) {
      if (isBusy(address, requested)) {
        throw new StackException(
            "%s: got %d, in use by another process on %s, expected a free port (0 chooses one)"
                .formatted(key, requested, host));
      }
      return requested;
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int candidate = FIRST_FREE + random.nextInt(FREE_RANGE);
      if (!reserved.contains(candidate) && !isBusy(address, candidate)) {
        return candidate;
      }
    }
    throw new StackException(
        "%s: got no free port in %d attempts from %d, expected at least one; set a port explicitly"
            .formatted(key, ATTEMPTS, FIRST_FREE));
  }

  private InetAddress address() {
    try {
      InetAddress address = InetAddress.getByName(host);
      // Binding port 0 fails only if the address belongs to another machine.
      if (isBusy(address, 0)) {
        throw new StackException(
            "bind.host: got %s, expected a name or address of this machine".formatted(host));
      }
      return address;
    } catch (UnknownHostException e) {
      throw new StackException(
          "bind.host: got unknown host %s, expected a name or address of this machine"
              .formatted(host),
          e);
    }
  }

  private static boolean isBusy(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // Like the broker and the registry, treats a port in TIME_WAIT as free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
