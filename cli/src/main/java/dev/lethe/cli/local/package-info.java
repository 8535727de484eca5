/**
 * Lethe whole on one machine: broker and registry as child processes, streams app and trainers in
 * this one.
 */
package dev.lethe.cli.local;
