/**
 * What keeps a model able to learn: units, layers or all weights that begin anew. All of it is off
 * unless it is asked for; {@code health} shows whether there is need (dormant units, ranks).
 *
 * <p>A unit begins anew with a fresh row of incoming weights, its first bias, and outgoing weights
 * of 0, so that it changes no answer until it has learnt; the optimizer forgets exactly those
 * elements.
 */
package dev.lethe.learner.plasticity;
