package dev.lethe.learner.part;

import dev.lethe.learner.expression.PartKind;

/** Kind of a part of a method. A canonical expression lists the parts in this order. */
public enum Kind implements PartKind {
  REHEARSAL("rehearsal", false),
  BUFFER_POLICY("buffer policy", false),
  DISTILLATION("distillation", true),
  REGULARISER("regulariser", true),
  PROJECTION("projection", false),
  PLASTICITY("plasticity", true),
  HEAD("head", false),
  ACTIVATION("activation", false),
  OPTIMIZER("optimizer", false);

  private final String label;
  private final boolean additive;

  Kind(String label, boolean additive) {
    this.label = label;
    this.additive = additive;
  }

  @Override
  public String label() {
    return label;
  }

  /** Returns true if the effects of several parts of this kind add up. */
  @Override
  public boolean isAdditive() {
    return additive;
  }
}
