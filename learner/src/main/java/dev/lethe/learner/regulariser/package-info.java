/**
 * What holds parameters where they are, or draws them to where they were. All penalties are
 * quadratic, {@code λ Σ Ωᵢ (θᵢ − θᵢ*)²} without a half, so their gradient is {@code 2λ Ω (θ − θ*)}:
 * a λ from a paper that has the half in its penalty is twice ours.
 *
 * <p>Importances Ω are taken at window ends from a bounded sample of the window.
 */
package dev.lethe.learner.regulariser;
