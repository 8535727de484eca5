/** Reading the runs of an installation. */
package dev.lethe.cli.runs;
