package dev.lethe.learner.evaluation;

import java.nio.charset.StandardCharsets;

/**
 * Hash that maps ids to [0, 1), stable across runs and machines. It uses 64-bit FNV-1a of the UTF-8
 * bytes, then the finaliser of MurmurHash3, because the high bits of FNV-1a alone hardly differ for
 * short, similar ids.
 */
final class IdHash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private IdHash() {}

  /** Returns the upper 53 bits of the hash as a number in [0, 1). */
  static double toUnitInterval(String id) {
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
