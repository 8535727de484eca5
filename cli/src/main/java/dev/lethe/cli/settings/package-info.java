/**
 * Values of options that are not on the command line: from the environment, then from a file, then
 * from the default.
 */
package dev.lethe.cli.settings;
