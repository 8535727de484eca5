/**
 * Regularisers: penalties that pull parameters towards earlier values or towards 0. All penalties
 * are quadratic, {@code λ Σ Ωᵢ (θᵢ − θᵢ*)²} without the factor ½, so their gradient is {@code 2λ Ω
 * (θ − θ*)}. For a paper that uses the factor ½, set λ to half of the paper's value.
 *
 * <p>Importances Ω are computed at window ends, from a bounded sample of the window or from the
 * training trajectory.
 */
package dev.lethe.learner.regulariser;
