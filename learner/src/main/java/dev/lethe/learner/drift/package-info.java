/**
 * Drift detectors. A detector consumes one bounded value per example and returns a signal.
 *
 * <pre>
 *   value in [0, 1] ──► DriftDetector.add ──► STABLE | WARNING | DRIFT
 *   (0/1 error, or a scaled loss)                              └─► the detector resets itself
 * </pre>
 *
 * <p>A detector resets itself when it signals drift, and warms up again. {@link
 * dev.lethe.learner.drift.Adwin} instead keeps the part of its window that belongs to the new
 * concept. A detector signals only increases unless its Javadoc says otherwise. Callers decide how
 * to react to a signal; this package does not. A {@link dev.lethe.learner.drift.ConfirmedDetector}
 * keeps false alarms and repeated signals from callers to which they are expensive.
 *
 * <p>To add a detector, write a class with its {@code DEFINITION} and add one line to {@link
 * dev.lethe.learner.drift.Detectors}. Only one thread uses a detector. Its memory is bounded (ADWIN
 * grows with the logarithm of the stream). Its signals depend on the values alone, never on a
 * clock.
 */
package dev.lethe.learner.drift;
