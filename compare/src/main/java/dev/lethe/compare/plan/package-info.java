/**
 * The plan of a comparison, fixed before anything runs, and the directory that holds it together
 * with what has been finished.
 */
package dev.lethe.compare.plan;
