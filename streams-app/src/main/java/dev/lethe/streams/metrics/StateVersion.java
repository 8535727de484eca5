package dev.lethe.streams.metrics;

import java.io.IOException;

/** The first byte of each stored state: what layout the rest has. */
final class StateVersion {
  private StateVersion() {}

  static void require(int wanted, int seen) throws IOException {
    if (seen != wanted) {
      throw new IOException("state version: got %d, expected %d".formatted(seen, wanted));
    }
  }
}
