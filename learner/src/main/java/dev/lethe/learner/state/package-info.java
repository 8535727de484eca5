/**
 * How a learner's state is put down and taken up again. Whatever remembers something is {@link
 * dev.lethe.learner.state.Stateful}: it writes itself as bytes, reads itself from them, in one
 * order. The digest of a learner is that of the same bytes, so nothing can be in the one and not in
 * the other.
 */
package dev.lethe.learner.state;
