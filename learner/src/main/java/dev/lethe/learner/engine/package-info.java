/**
 * The only place that knows how the tensor engine (DJL on PyTorch) differs from what its interface
 * promises.
 *
 * <p><b>Threads.</b> DJL's own gradient collector may be open once in a process, and zeroes
 * gradients by visiting every array of the process. Many learners run side by side in one process,
 * so {@link dev.lethe.learner.engine.Autograd} does without it: libtorch keeps its switch for
 * recording per thread, and gradients live on leaves that belong to one step.
 *
 * <p><b>Determinism.</b> {@link dev.lethe.learner.engine.Torch#open} sets the engine to one thread
 * per operation, since sums that are split among threads round differently with their number. And
 * {@link dev.lethe.learner.engine.FloatRows} hands rows over at addresses that are multiples of 64
 * bytes, since matrix kernels choose their path, hence their rounding, by alignment.
 *
 * <p><b>Memory.</b> Whoever opens an {@code NDManager} closes it. Arrays of a step belong to that
 * step's manager; nothing here keeps a native array. Every array is made on its manager's device.
 *
 * <p><b>Numbers in a recorded pass.</b> {@code array.mul(2f)} and {@code div} make an array of the
 * number, on Java's memory, and close it at once; the backward pass multiplies by it again, by then
 * whatever the collector has left there. Where gradients go through, the factor has to be an array
 * of the pass: {@link dev.lethe.learner.engine.Tensors#scaled}. Adding and subtracting are safe.
 */
package dev.lethe.learner.engine;
