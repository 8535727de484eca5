/**
 * Where one task window ends and the next begins.
 *
 * <pre>
 *   none ──open──► open ──close──► none      number + 1 with every opening
 * </pre>
 *
 * A rule decides from what the stream shows, never from time on a clock, so a replayed stream is
 * cut in the same places. Used by the learner's thread only.
 */
package dev.lethe.learner.window;
