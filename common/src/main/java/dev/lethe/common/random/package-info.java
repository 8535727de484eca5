/**
 * Deterministic random generators, shared by the learner (one set per run) and by the scenarios
 * (one per order, permutation or angle).
 */
package dev.lethe.common.random;
