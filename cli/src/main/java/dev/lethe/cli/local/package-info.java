/**
 * Complete deployment on one machine: broker and registry as child processes, streams app and
 * trainers in this process.
 */
package dev.lethe.cli.local;
