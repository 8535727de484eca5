package dev.lethe.learner.evaluation;

import java.nio.charset.StandardCharsets;

/**
 * Spreads ids over [0, 1), the same way in every run and on every machine: 64-bit FNV-1a over the
 * UTF-8 bytes, then the finaliser of MurmurHash3 (FNV alone leaves the high bits of short, similar
 * ids alike), of which the upper 53 bits count.
 */
final class IdHash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private IdHash() {}

  static double unit(String id) {
    return (hash(id) >>> 11) * 0x1p-53;
  }

  static long hash(String id) {
    long hash = OFFSET;
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
