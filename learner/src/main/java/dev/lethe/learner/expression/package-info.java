/**
 * Parser for expressions such as {@code er(memory=500,batch=10)+sgd(lr=0.1)}. It knows nothing of
 * the parts' meaning.
 *
 * <pre>
 *   text ──► Vocabulary.parse ──► List&lt;Part&gt;     or IllegalArgumentException: "key: got …, expected …"
 *                 ▲
 *        PartDefinition(name, kind, …, keys)        one per part, declared in the part's class
 * </pre>
 *
 * A parsed {@link dev.lethe.learner.expression.Part} is complete: it holds every key of its
 * definition in canonical form, so expressions with the same meaning print the same text. All
 * classes are immutable and thread-safe.
 */
package dev.lethe.learner.expression;
