/**
 * Tests against the images of {@code docker/compose.yaml}: clusters and a registry in containers,
 * trainers and streams app in child processes. Clients reach every container through a proxy of
 * this process, so an address stays the same when a container gets another port, and a network can
 * be cut.
 */
package dev.lethe.containers;
