/**
 * Statistics for comparing methods: each formula exists once.
 *
 * <pre>
 *   one stream, values paired by seed:
 *     SeedPairs ──► Comparison: difference, interval, p, n, verdict
 *                     │
 *                     └── Moments, BootstrapDistribution │ PermutationTest, WilcoxonTest │ Holm
 *                         ProbabilityOfImprovement, EffectSizes
 *
 *   several streams, averaged over seeds first:
 *     StreamScores ──► FriedmanTest ──► CriticalDifference
 *                  └─► PairwiseWilcoxon
 * </pre>
 *
 * <p>This package contains functions of numbers and nothing else: intervals, tests, corrections for
 * several tests and effect sizes. Metrics of a run belong to {@code dev.lethe.measures}; running
 * methods and writing reports belong to other packages of this module.
 *
 * <p>Every result carries its number of observations. Input that is not finite is refused: the
 * caller decides what a diverged run is worth, and says so. Resampling is seeded, so the same
 * values give the same result.
 */
package dev.lethe.compare.statistics;
