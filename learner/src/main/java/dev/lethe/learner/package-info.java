/**
 * Continual learning itself: a stream of examples in, predictions and measured forgetting out. No
 * Kafka, no clock, no input or output, but that {@code engine.TorchScript} reads the one file that
 * a model names.
 *
 * <pre>
 *   accept(example) ──► window rule ──► EVALUATE: holdout of the window
 *                                   └─► LEARN:    wait ──► learning step ──► model
 *                                                   │         ▲   │
 *                                                   │   rehearsal ◄┘
 *                                                   └──► predicted, before it is learnt
 *
 *   at a step:        predicted … , [update], stepped, health, evaluated(PERIODIC)
 *   at a window end:  [the step that is left], windowClosed, evaluated(WINDOW_END), health
 * </pre>
 *
 * <p>{@link dev.lethe.learner.Learner} keeps this order; {@code LearningStep} is what happens in a
 * step. {@link dev.lethe.learner.LearnerSpec} names the parts, which live in packages of their own:
 * {@code method} (expressions and the list of parts), {@code model}, {@code rehearsal}, {@code
 * optimizer}, {@code window}, {@code evaluation}.
 *
 * <p><b>Threads.</b> A learner is used by one thread at a time and calls its listener on that
 * thread. Any number of learners may run at once in one process without changing each other's bits.
 *
 * <p><b>Memory.</b> A learner owns one native manager, and closes it when it is closed; a step or a
 * forward pass has a manager of its own, which ends with it. Examples are kept on the Java heap.
 * Neither grows with the length of the stream.
 */
package dev.lethe.learner;
