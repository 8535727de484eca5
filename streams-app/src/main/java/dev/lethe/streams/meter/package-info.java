/** Exports the read model and the state of the streams app as meters for Prometheus. */
package dev.lethe.streams.meter;
