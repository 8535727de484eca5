/**
 * Saving and restoring a learner's state. Every object with state implements {@link
 * dev.lethe.learner.state.Stateful}, and reads its bytes in the order in which it wrote them. The
 * digest of a learner is computed over the same bytes, so it covers exactly the saved state.
 */
package dev.lethe.learner.state;
