package dev.lethe.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Random;
import java.util.Set;

/** Chooses free ports, and tells when a wanted one is taken. */
public final class Ports {

  // Below 32768, where Linux takes the local ports of outgoing connections from: between the choice
  // here and the child's bind no such connection can take the port.
  private static final int FIRST_FREE = 20_000;
  private static final int FREE_RANGE = 10_000;
  private static final int ATTEMPTS = 200;
  private static final int MAX_PORT = 65_535;

  private final String host;
  private final Random random;

  /**
   * @param host name or address to bind to
   * @param random where the candidates come from
   */
  Ports(String host, Random random) {
    this.host = host;
    this.random = random;
  }

  /**
   * Checks that a port is one, or 0.
   *
   * @param key the setting's name, for the message
   * @throws IllegalArgumentException if it is not
   */
  public static void require(String key, int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "%s: got %d, expected 1 to %d, or 0 for a free port".formatted(key, port, MAX_PORT));
    }
  }

  /**
   * Checks that a port is one, and that nobody uses it yet.
   *
   * @param key the setting's name, for the message
   * @param host name or address of this machine
   * @param port 0 for any
   * @throws IllegalArgumentException if it is no port
   * @throws StackException if it is in use
   */
  public static void requireFree(String key, String host, int port) {
    require(key, port);
    if (port != 0) {
      new Ports(host, new Random()).resolve(key, port, Set.of());
    }
  }

  /**
   * Returns the wanted port, or a free one when it is 0.
   *
   * @param key the setting's name, for the message
   * @param taken ports that are spoken for
   * @throws StackException when the port is in use or the host is not this machine's
   */
  int resolve(String key, int wanted, Set<Integer> taken) {
    InetAddress address = address();
    if (wanted != 0) {
      if (isBusy(address, wanted)) {
        throw new StackException(
            "%s: got %d, which another process uses on %s, expected a free port (0 chooses one)"
                .formatted(key, wanted, host));
      }
      return wanted;
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int candidate = FIRST_FREE + random.nextInt(FREE_RANGE);
      if (!taken.contains(candidate) && !isBusy(address, candidate)) {
        return candidate;
      }
    }
    throw new StackException(
        "%s: got no free port in %d tries from %d on, expected one; name a port"
            .formatted(key, ATTEMPTS, FIRST_FREE));
  }

  private InetAddress address() {
    try {
      InetAddress address = InetAddress.getByName(host);
      // Port 0 always binds, unless the address belongs to another machine.
      if (isBusy(address, 0)) {
        throw new StackException(
            "bind.host: got %s, expected a name or address of this machine".formatted(host));
      }
      return address;
    } catch (UnknownHostException e) {
      throw new StackException(
          "bind.host: got %s, which has no address, expected one of this machine".formatted(host),
          e);
    }
  }

  private static boolean isBusy(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the broker and the registry do: a port in TIME_WAIT is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
