/**
 * Continual learning without Kafka, clock or I/O: examples in, predictions and forgetting metrics
 * out. (The one exception to "no I/O": {@code engine.TorchScript} reads the file that a model
 * names.)
 *
 * <pre>
 *   accept(example) ──► EVALUATE: holdout of its task
 *                   └─► window rule ──► LEARN:    pending ──► learning step ──► model
 *                                                    │         ▲   │
 *                                                    │   rehearsal ◄┘
 *                                                    └──► prediction, before the step
 *
 *   after a step:     predicted … , [update], stepped, health, evaluated(PERIODIC)
 *   at a window end:  [step on pending examples], windowClosed, evaluated(WINDOW_END), health
 * </pre>
 *
 * <p>{@link dev.lethe.learner.Learner} guarantees this order; {@code LearningStep} is one step.
 * {@link dev.lethe.learner.LearnerSpec} configures the components, which have their own packages:
 * {@code method} (expressions and the registry of parts), {@code model}, {@code rehearsal}, {@code
 * optimizer}, {@code window}, {@code evaluation}.
 *
 * <p><b>Threads.</b> A learner is used by one thread at a time and calls its listener on that
 * thread. Learners that run concurrently in one process do not affect each other's results.
 *
 * <p><b>Memory.</b> A learner owns one native memory manager and closes it in {@code close}; each
 * step and each forward pass has a sub-manager of its own. Examples are stored on the Java heap.
 * Neither grows with the length of the stream.
 */
package dev.lethe.learner;
