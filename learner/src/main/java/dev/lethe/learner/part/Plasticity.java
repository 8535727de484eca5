package dev.lethe.learner.part;

/**
 * What keeps a model able to learn: units or weights that begin anew, after a step ({@link
 * #updated}) or at a window end ({@link #windowEnded}). Off unless asked for.
 */
public non-sealed interface Plasticity extends MethodPart {}
