/**
 * Subcommands. A command only parses options, starts components of other packages, and waits for
 * them.
 */
package dev.lethe.cli.command;
