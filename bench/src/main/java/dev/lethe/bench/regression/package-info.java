/** Regression on a slowly changing stream, which measures loss of plasticity. */
package dev.lethe.bench.regression;
