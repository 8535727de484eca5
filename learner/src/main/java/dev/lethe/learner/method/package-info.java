/**
 * Methods: {@link dev.lethe.learner.method.MethodExpression} parses and creates them, {@link
 * dev.lethe.learner.method.MethodParts} registers the available parts, and {@link
 * dev.lethe.learner.method.Method} holds the parts of one learner.
 */
package dev.lethe.learner.method;
