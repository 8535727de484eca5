package dev.lethe.cli.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Network between clients and a server, which can be cut and delayed. */
public final class Proxy implements AutoCloseable {
  private final ServerSocket server;
  private volatile InetSocketAddress target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile long delayMillis;

  /** Listens on a free port. Clients are refused until {@link #connectTo}. */
  public Proxy() throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    start(this::accept, "proxy");
  }

  /** Says where the server is from now on. */
  public void connectTo(InetSocketAddress server) {
    target = server;
  }

  /** Returns the port on this machine. */
  public int port() {
    return server.getLocalPort();
  }

  /** Closes all connections, and new ones at once, until {@link #restore}. */
  public void cut() {
    cut = true;
    sockets.forEach(Proxy::close);
  }

  /** Delays everything that is received from now on, in each direction. */
  void delay(long millis) {
    delayMillis = millis;
  }

  /** Ends cuts and delays. */
  public void restore() {
    cut = false;
    delayMillis = 0;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void connect(Socket client) {
    InetSocketAddress address = target;
    if (cut || address == null) {
      close(client);
      return;
    }
    try {
      Socket broker = new Socket(address.getAddress(), address.getPort());
      client.setTcpNoDelay(true);
      broker.setTcpNoDelay(true);
      sockets.add(client);
      sockets.add(broker);
      start(() -> copy(client, broker), "proxy-out");
      start(() -> copy(broker, client), "proxy-in");
    } catch (IOException e) {
      // The server is down.
      close(client);
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (delayMillis > 0) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis));
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // Cut, or one side has gone: the other one learns it from the closed socket.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
      close(from);
      close(to);
    }
  }

  private static void start(Runnable task, String name) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    sockets.forEach(Proxy::close);
  }
}
