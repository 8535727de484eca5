/** The meters of a run for Prometheus, which the run updates while it works. */
package dev.lethe.trainer.meter;
