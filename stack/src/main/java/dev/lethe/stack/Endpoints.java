package dev.lethe.stack;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Asks once whether somebody answers. */
final class Endpoints {

  private static final int LIMIT_MILLIS = 2_000;

  private static final int CORRELATION_ID = 1;

  private Endpoints() {}

  /**
   * Whether a Kafka broker at {@code host:port} answers the first request of every client, {@code
   * ApiVersions}. By hand: a client of its own would log its settings and its failed attempts in
   * the caller's log.
   */
  static boolean speaksKafka(String address) {
    URI uri = URI.create("tcp://" + address);
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), LIMIT_MILLIS);
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      out.writeInt(10); // bytes that follow
      out.writeShort(18); // ApiVersions
      out.writeShort(0); // its version
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
   * Whether a GET of the URL gives 200. With the plain connection of the JDK: the newer client
   * keeps a thread and a pool that outlive the question.
   */
  static boolean answers(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      try {
        connection.setConnectTimeout(LIMIT_MILLIS);
        connection.setReadTimeout(LIMIT_MILLIS);
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
