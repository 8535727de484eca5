/**
 * Kept results: runs are identified by protocol, method and seed, executed in parallel if they are
 * missing, and stored as lines of JSON.
 */
package dev.lethe.bench.store;
