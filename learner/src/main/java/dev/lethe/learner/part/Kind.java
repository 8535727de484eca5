package dev.lethe.learner.part;

/** What a part of a method decides. The order is that of a canonical expression. */
public enum Kind {
  REHEARSAL("rehearsal", false),
  BUFFER_POLICY("buffer policy", false),
  DISTILLATION("distillation", true),
  REGULARISER("regulariser", true),
  PROJECTION("projection", false),
  PLASTICITY("plasticity", true),
  HEAD("head", false),
  ACTIVATION("activation", false),
  OPTIMIZER("optimizer", false);

  private final String words;
  private final boolean additive;

  Kind(String words, boolean additive) {
    this.words = words;
    this.additive = additive;
  }

  /** Its name in expressions' complaints and in {@code PartDefinition.kind}. */
  public String words() {
    return words;
  }

  /** Whether a method may have several parts of this kind, whose effects add up. */
  public boolean additive() {
    return additive;
  }
}
