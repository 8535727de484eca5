/**
 * From the results of runs to statements: summaries of methods, differences between them, and the
 * verdict in words. The tests are those of {@link dev.lethe.compare.statistics}.
 */
package dev.lethe.compare.analysis;
