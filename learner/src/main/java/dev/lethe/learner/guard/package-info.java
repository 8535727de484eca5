/**
 * Protection of the parameters from absurd values: rows far larger than the usual ones are
 * predicted but not trained on, and the norm of the gradient can be limited.
 *
 * <p>All decisions depend on the stream and the parameters alone, so runs stay reproducible.
 */
package dev.lethe.learner.guard;
