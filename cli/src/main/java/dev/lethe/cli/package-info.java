/**
 * The {@code lethe} command.
 *
 * <p>Each sub-command is a class of {@link dev.lethe.cli.command}; {@link dev.lethe.cli.settings}
 * says where an option's value comes from; {@link dev.lethe.cli.data} and {@link
 * dev.lethe.cli.scenario} make streams, {@link dev.lethe.cli.feed} sends them.
 */
package dev.lethe.cli;
