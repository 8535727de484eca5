/**
 * What a method is made of: the closed set of extension points, and what their implementations are
 * given.
 *
 * <pre>
 *   kind          what it decides                                 called
 *   rehearsal     which rows of the past are learnt again,        draw, objective, learnt
 *                 and the loss of all rows
 *   buffer policy which examples a memory keeps                   place
 *   distillation  which earlier model must be agreed with         objective, answering
 *   regulariser   which parameters must stay where they are       addGradient
 *   projection    which directions of change are allowed          project
 *   plasticity    which units begin anew                          updated, windowEnded
 *   head          how hidden units become logits                  logits, answer, trained
 *   activation    what a hidden unit makes of its input           apply
 *   optimizer     how a gradient changes parameters               update
 * </pre>
 *
 * <p>{@link dev.lethe.learner.part.MethodPart} is sealed: these are all the kinds there are. Each
 * kind is open: an implementation lives in the package of its kind, with its {@code DEFINITION}
 * beside it, and is named once in {@code method.MethodParts}. The order of the calls in a step is
 * that of {@code LearningStep}. Parts belong to one learner and are used by its thread only.
 */
package dev.lethe.learner.part;
