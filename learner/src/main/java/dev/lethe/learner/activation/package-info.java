/**
 * What hidden units make of their inputs. An activation is applied by the engine, which
 * differentiates it, and keeps no state.
 */
package dev.lethe.learner.activation;
