/**
 * Selection of one setting of a method: a grid of values, one run per value on a seed that is not
 * reported, and the choice of the best value.
 */
package dev.lethe.bench.tune;
