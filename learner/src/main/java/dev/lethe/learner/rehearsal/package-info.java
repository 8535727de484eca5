/**
 * Rehearsal: stores past examples and replays them.
 *
 * <pre>
 *   step:   fresh examples ──► batch ◄── draw ── Rehearsal
 *                               │                    ▲
 *                             train ──── store ──────┘   after the step: no example is replayed in its
 *                                                        own step
 * </pre>
 *
 * Memories store examples in their original type (bytes as bytes) in arrays of bounded size on the
 * Java heap. Insertion and sampling draw from separate random streams. All objects belong to one
 * learner and are used by one thread at a time.
 */
package dev.lethe.learner.rehearsal;
