/**
 * Random streams. Each purpose has its own stream, derived from the run's seed alone, so draws for
 * one purpose do not affect the others. Do not use the engine's generator, which is shared by the
 * whole process. The state of every stream is part of the learner's state.
 */
package dev.lethe.learner.random;
