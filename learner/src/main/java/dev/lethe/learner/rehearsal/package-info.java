/**
 * What is kept of the past in order to be learnt again.
 *
 * <pre>
 *   step:   fresh examples ──► batch ◄── draw ── Rehearsal
 *                               │                    ▲
 *                             learn ──── learnt ─────┘   afterwards: nothing is replayed in its own step
 * </pre>
 *
 * Examples are stored as they came (bytes as bytes) in arrays of bounded size, on the Java heap.
 * Insertion and sampling draw from random streams of their own. Everything here belongs to one
 * learner and is used by one thread at a time.
 */
package dev.lethe.learner.rehearsal;
