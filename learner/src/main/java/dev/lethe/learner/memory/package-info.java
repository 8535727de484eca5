/**
 * Bounded replay buffers: the store of the examples, the policies that select them, and sampling.
 *
 * <pre>
 *   offer ──► BufferPolicy.place ──► slot ──► RowStore      SlotSampler ──► slots ──► copyRow
 * </pre>
 *
 * <p>Each row has the key of its example. A forgotten example is removed from the store, from the
 * policy and from what a method keeps beside the slots: the last slot moves into its place.
 *
 * <p>Rows are arrays on the Java heap, and byte features stay bytes. A buffer belongs to one
 * learner, and only that learner's thread uses it.
 */
package dev.lethe.learner.memory;
