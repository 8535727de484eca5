package dev.lethe.schemas;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Finds out which protocol a port speaks, with one request.
 *
 * <p>Kafka's clients cannot: they take the first bytes of an answer for its size. For a TLS port
 * that is 336 MB, for which a small heap has no room, and otherwise they wait until their timeout.
 */
final class BrokerProbe {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int TLS_ALERT = 0x15;
  private static final int CORRELATION_ID = 7;

  /** Protocol of a port. */
  enum Protocol {
    KAFKA,
    TLS,
    HTTP,
    /** No connection or no answer. */
    UNKNOWN
  }

  private BrokerProbe() {}

  /**
   * Returns the protocol of the first address that answers.
   *
   * @param bootstrapServers addresses, separated by commas
   */
  static Protocol protocol(String bootstrapServers) {
    for (InetSocketAddress address : addresses(bootstrapServers)) {
      Protocol protocol = protocol(address);
      if (protocol != Protocol.UNKNOWN) {
        return protocol;
      }
    }
    return Protocol.UNKNOWN;
  }

  /** Returns the valid addresses. Kafka's clients report the others. */
  private static List<InetSocketAddress> addresses(String bootstrapServers) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String address : bootstrapServers.strip().split("\s*,\s*")) {
      try {
        URI uri = new URI("kafka://" + address);
        if (uri.getHost() != null && uri.getPort() > 0) {
          addresses.add(new InetSocketAddress(uri.getHost(), uri.getPort()));
        }
      } catch (URISyntaxException e) {
        continue;
      }
    }
    return addresses;
  }

  private static Protocol protocol(InetSocketAddress address) {
    try (Socket socket = connect(address)) {
      sendApiVersions(socket.getOutputStream());
      var in = new DataInputStream(socket.getInputStream());
      byte[] start = new byte[4];
      in.readFully(start);
      if (start[0] == TLS_ALERT && start[1] == 3) {
        return Protocol.TLS;
      }
      if (start[0] == 'H' && start[1] == 'T' && start[2] == 'T' && start[3] == 'P') {
        return Protocol.HTTP;
      }
      boolean answered = ByteBuffer.wrap(start).getInt() >= 6 && in.readInt() == CORRELATION_ID;
      return answered ? Protocol.KAFKA : Protocol.UNKNOWN;
    } catch (SocketTimeoutException e) {
      return Protocol.UNKNOWN;
    } catch (EOFException e) {
      // Not every TLS server sends an alert before it closes the connection.
      return speaksTls(address) ? Protocol.TLS : Protocol.UNKNOWN;
    } catch (IOException e) {
      return Protocol.UNKNOWN;
    }
  }

  private static Socket connect(InetSocketAddress address) throws IOException {
    var socket = new Socket();
    try {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(address, TIMEOUT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Version 0 of {@code ApiVersions}, which every broker answers, even before authentication. */
  private static void sendApiVersions(OutputStream out) throws IOException {
    ByteBuffer request = ByteBuffer.allocate(14);
    request.putInt(10).putShort((short) 18).putShort((short) 0);
    request.putInt(CORRELATION_ID).putShort((short) -1);
    out.write(request.array());
    out.flush();
  }

  private static boolean speaksTls(InetSocketAddress address) {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (Socket plain = connect(address);
        var socket =
            (SSLSocket)
                factory.createSocket(plain, address.getHostString(), address.getPort(), true)) {
      socket.startHandshake();
      return true;
    } catch (SSLHandshakeException e) {
      // It answered by TLS: its certificate is unknown here, or it expects one of ours.
      return !(e.getCause() instanceof EOFException);
    } catch (IOException e) {
      return false;
    }
  }
}
