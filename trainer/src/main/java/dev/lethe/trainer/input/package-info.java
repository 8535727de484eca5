/**
 * Turns records of the input topic into the learner's examples, and records that cannot be used
 * into dead letters.
 *
 * <p>The verdict on a record depends only on its bytes, its timestamp and the run's settings, so a
 * replay rejects the same records. A registry that does not answer makes no record a dead letter.
 */
package dev.lethe.trainer.input;
