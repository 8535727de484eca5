/**
 * Where the value of an option comes from when it is not on the command line: the environment, then
 * a file, then the default.
 */
package dev.lethe.cli.settings;
