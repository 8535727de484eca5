/**
 * Reads expressions such as {@code er(memory=500,batch=10)+sgd(lr=0.1)} and knows nothing of what
 * they mean.
 *
 * <pre>
 *   text ──► Vocabulary.parse ──► List&lt;Part&gt;     or IllegalArgumentException: key, seen, wanted
 *                 ▲
 *        PartDefinition(name, kind, keys)           one per known part, declared beside its class
 * </pre>
 *
 * A {@link dev.lethe.learner.expression.Part} that has been parsed is complete: every key of its
 * definition is present, in canonical form, so two expressions that mean the same print the same.
 * Everything here is immutable and safe for use by many threads.
 */
package dev.lethe.learner.expression;
