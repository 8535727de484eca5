/**
 * Task windows: the rules that end them, and the tracker of the open one.
 *
 * <pre>
 *   none ──open──► open ──close──► none      each open() increments the window number
 * </pre>
 *
 * <p>A rule uses only data of the stream, never a clock, so a replay is cut at the same examples.
 * Only the learner's thread uses these classes.
 */
package dev.lethe.learner.window;
