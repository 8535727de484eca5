/**
 * Whether a stream has changed: a bounded number per example in, a verdict out.
 *
 * <pre>
 *   value in [0, 1] ──► DriftDetector.add ──► STABLE | WARNING | DRIFT
 *   (0/1 error, or a scaled loss)                              └─► starts anew, by itself
 * </pre>
 *
 * <p>An alarm is given once: the detector forgets what it knew and warms up again, or, if it is
 * {@link dev.lethe.learner.drift.Adwin}, keeps the part of its window that is of the new concept.
 * Only increases alarm, unless a detector says otherwise. An alarm is a hint; what is done about it
 * is not this package's business.
 *
 * <p>A new detector is a class with its definition beside it, and one line in {@link
 * dev.lethe.learner.drift.Detectors}. A detector is used by one thread, needs memory that does not
 * grow with the stream (Adwin: with its logarithm), and decides from the numbers alone, never from
 * a clock.
 */
package dev.lethe.learner.drift;
