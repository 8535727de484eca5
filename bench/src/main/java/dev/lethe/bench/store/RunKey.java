package dev.lethe.bench.store;

import dev.lethe.bench.protocol.Protocol;

/**
 * Identifies a run by everything that determines its metrics.
 *
 * @param protocol text of the protocol
 * @param method text of the method, without spaces
 * @param seed seed of the run
 */
public record RunKey(String protocol, String method, long seed) {
  public RunKey(Protocol protocol, String method, long seed) {
    this(protocol.toString(), method.replace(" ", ""), seed);
  }
}
