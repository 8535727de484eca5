/** Model for tables with numeric and categorical columns. */
package dev.lethe.learner.model.table;
