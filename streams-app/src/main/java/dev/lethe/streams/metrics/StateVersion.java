package dev.lethe.streams.metrics;

import java.io.IOException;

/** First byte of each stored state: the version of its layout. */
final class StateVersion {
  private StateVersion() {}

  static void require(int expected, int got) throws IOException {
    if (got != expected) {
      throw new IOException("state version: got %d, expected %d".formatted(got, expected));
    }
  }
}
