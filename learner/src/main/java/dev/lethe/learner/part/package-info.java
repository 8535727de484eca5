/**
 * Extension points of a method, one interface per kind of part, and the objects that parts receive.
 *
 * <pre>
 *   kind          decides                                       methods
 *   rehearsal     past rows to replay, loss of all rows         draw, objective, store
 *   buffer policy examples that a memory keeps                  place
 *   distillation  earlier model to agree with                   objective, predictionParameters
 *   regulariser   penalty on changes of parameters              addGradient
 *   projection    allowed directions of the gradient            project, store
 *   plasticity    units and parameters to reset                 updated, windowEnded
 *   head          logits from the last hidden layer             logits, predictionLogits, trainedClasses
 *   activation    output of a hidden unit                       apply
 *   optimizer     update of the parameters from the gradient    update
 * </pre>
 *
 * <p>{@link dev.lethe.learner.part.MethodPart} is sealed, so these are all kinds. Each kind is
 * open: an implementation belongs in the package of its kind, declares its {@code DEFINITION} and
 * has one entry in {@code method.MethodParts}. {@code LearningStep} documents the order of calls in
 * a step. A part belongs to one learner and is used by that learner's thread only.
 */
package dev.lethe.learner.part;
