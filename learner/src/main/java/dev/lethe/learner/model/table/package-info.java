/** A model of tables: columns of numbers and of categories. */
package dev.lethe.learner.model.table;
