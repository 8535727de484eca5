/**
 * The meters that Lethe's components export for Prometheus: their list, the registry with the
 * meters of the JVM and of the Kafka clients, and an HTTP endpoint for components without a web
 * server. Knows no other module.
 */
package dev.lethe.monitoring;
