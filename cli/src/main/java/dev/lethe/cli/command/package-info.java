/**
 * The sub-commands and the option groups they share. A command parses, wires, starts and waits;
 * what it starts lives elsewhere.
 */
package dev.lethe.cli.command;
