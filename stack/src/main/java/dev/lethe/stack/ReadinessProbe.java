package dev.lethe.stack;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Probes of the two servers, each with a single request. */
final class ReadinessProbe {

  private static final int TIMEOUT_MILLIS = 2_000;

  private static final int CORRELATION_ID = 1;

  private ReadinessProbe() {}

  /**
   * Returns true if a Kafka broker at {@code host:port} answers an {@code ApiVersions} request, the
   * first request of every client. A real client would write its settings and failed attempts to
   * the caller's log.
   */
  static boolean isBrokerReady(String address) {
    URI uri = URI.create("tcp://" + address);
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), TIMEOUT_MILLIS);
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      out.writeInt(10); // size of the request in bytes
      out.writeShort(18); // ApiVersions
      out.writeShort(0); // version of the request
      out.writeInt(CORRELATION_ID);
      out.writeShort(-1); // no client id
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      boolean hasBody = in.readInt() > 0;
      return hasBody && in.readInt() == CORRELATION_ID && in.readShort() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns true if a GET request to the URL returns status 200. Uses {@link HttpURLConnection},
   * because the newer HTTP client keeps a thread and a connection pool after the request.
   */
  static boolean returnsOk(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      try {
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
