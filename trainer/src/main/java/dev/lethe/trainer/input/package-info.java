/**
 * Turns records of the input topic into the learner's examples, and what cannot be turned into dead
 * letters.
 *
 * <p>Whether a record is bad depends on its bytes and the run's settings alone, so a replay finds
 * the same ones bad. A registry that does not answer makes no record bad.
 */
package dev.lethe.trainer.input;
