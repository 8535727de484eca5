/** Support for the demo: its data directory, waiting for all metrics, and the final metrics. */
package dev.lethe.cli.demo;
