/**
 * The {@code lethe} command.
 *
 * <p>Each subcommand is a class in {@link dev.lethe.cli.command}. {@link dev.lethe.cli.options} has
 * the options that several commands share, and {@link dev.lethe.cli.settings} provides values of
 * options that are not on the command line. {@link dev.lethe.cli.feed} sends streams, {@link
 * dev.lethe.cli.local} runs Lethe on one machine, and {@link dev.lethe.cli.demo} supports the demo.
 */
package dev.lethe.cli;
