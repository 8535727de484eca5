/**
 * Alerts from the user's rules: their language, the state of the alerts of a run, and webhooks. A
 * rule is a condition on the metrics of one run; the topology evaluates it on each record of the
 * metrics topic. Nothing here reads a clock, except for the pauses of webhooks.
 */
package dev.lethe.streams.alert;
