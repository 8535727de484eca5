/**
 * Kills and cuts a real installation while a stream runs through it, and compares what it publishes
 * with an undisturbed run on the same stream.
 */
package dev.lethe.cli.chaos;
