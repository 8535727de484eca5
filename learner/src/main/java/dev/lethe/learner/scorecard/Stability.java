package dev.lethe.learner.scorecard;

/**
 * How much of the past a model still knows after window k, with R[i][j] its accuracy on the holdout
 * of window j at the end of window i. Means are over the holdouts that were evaluated, NaN where
 * there are none.
 *
 * @param accuracy A_k: mean of R[k][j] over j ≤ k, in [0, 1]
 * @param forgetting F_k: mean over j &lt; k of max_{l&lt;k} R[l][j] − R[k][j], in [−1, 1], below 0
 *     where the past has been learnt better since (Chaudhry et al., "Riemannian walk for
 *     incremental learning", 2018); NaN after one window
 * @param forgettable how many windows j that mean is over
 * @param learningAccuracy mean of R[j][j] over all j ≤ k, in [0, 1], also of windows whose holdout
 *     is no longer retained
 */
public record Stability(
    double accuracy, double forgetting, int forgettable, double learningAccuracy) {}
