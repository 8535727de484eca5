/**
 * What is remembered of a stream in bounded memory: examples as they came (bytes as bytes) in
 * arrays on the Java heap, and the policies that say which ones. A memory belongs to one learner
 * and is used by its thread only.
 *
 * <pre>
 *   offer ──► BufferPolicy.place ──► slot ──► RowStore      SlotSampler ──► slots ──► copyRow
 * </pre>
 */
package dev.lethe.learner.memory;
