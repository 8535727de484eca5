/**
 * Detectors of problems that need attention, each for one {@link dev.lethe.learner.stream.Alarm}.
 *
 * <p>A detector depends on the accepted examples and the learning steps alone, never on when
 * examples were predicted. Its state is saved with the learner's.
 */
package dev.lethe.learner.alarm;
