/**
 * What a method is made of: the expression that names its parts, and the one list of all parts
 * there are. A new part is a class with its definition beside it, and one line in {@link
 * dev.lethe.learner.method.MethodParts}.
 */
package dev.lethe.learner.method;
