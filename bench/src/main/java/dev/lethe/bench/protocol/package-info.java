/**
 * The conditions of a run: options by name, as {@code targets.json} and kept results write them,
 * and their conversion to a {@link dev.lethe.bench.run.Trial}.
 */
package dev.lethe.bench.protocol;
