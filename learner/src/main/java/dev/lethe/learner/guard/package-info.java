/**
 * Protection of the model from absurd values: rows far larger than those before are predicted but
 * not trained on, and a step with absurd logits changes nothing.
 *
 * <p>All decisions depend on the stream and the parameters alone, so runs stay reproducible.
 */
package dev.lethe.learner.guard;
