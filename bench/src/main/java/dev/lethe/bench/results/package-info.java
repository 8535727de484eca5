/**
 * Published results and ours: the targets to reproduce, the table in {@code docs/results.md}, and
 * the check that kept runs still give the same metrics.
 */
package dev.lethe.bench.results;
