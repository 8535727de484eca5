package dev.lethe.learner.part;

/**
 * Preserves plasticity, the ability to learn: resets units or parameters after a step ({@link
 * #updated}) or at a window end ({@link #windowEnded}). A method has none by default.
 */
public non-sealed interface Plasticity extends MethodPart {}
