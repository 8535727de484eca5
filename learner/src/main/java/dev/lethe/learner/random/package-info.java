/**
 * Where chance comes from: streams of random numbers that follow from the run's seed alone, one for
 * each purpose, so that drawing more for one purpose does not shift the others. Nobody draws from
 * the engine's generator, which the whole process shares. The state of every stream is part of the
 * learner's state.
 */
package dev.lethe.learner.random;
