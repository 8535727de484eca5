/**
 * Access to the tensor engine, DJL on PyTorch. This package hides where the engine differs from its
 * documented interface.
 *
 * <p><b>Threads.</b> DJL's gradient collector can be open only once per process, and zeroes the
 * gradients of every array in the process. Many learners share one process, so {@link
 * dev.lethe.learner.engine.Autograd} replaces it: libtorch has one recording mode per thread, and
 * gradients live on leaves that belong to one step.
 *
 * <p><b>Determinism.</b> {@link dev.lethe.learner.engine.TorchEngine#newManager} sets the engine to
 * one thread per operation, because sums over several threads round differently for each number of
 * threads. {@link dev.lethe.learner.engine.FloatRows} aligns rows to 64 bytes, because matrix
 * kernels choose their code path, and so their rounding, by alignment.
 *
 * <p><b>Memory.</b> The code that opens an {@code NDManager} closes it. The step's manager owns all
 * arrays of a step. Classes of this package keep no native arrays. Every array is created on its
 * manager's device.
 *
 * <p><b>Numbers in a recorded pass.</b> {@code array.mul(2f)} and {@code array.div(2f)} create an
 * array of the number in Java memory and close it at once. The backward pass reads it again, when
 * the garbage collector may have reused its memory. In recorded passes, multiply with {@link
 * dev.lethe.learner.engine.Tensors#scaled}. Addition and subtraction are safe.
 */
package dev.lethe.learner.engine;
