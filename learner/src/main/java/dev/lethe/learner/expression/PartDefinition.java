package dev.lethe.learner.expression;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Syntax of one part, its name and the keys it accepts, and what users read about it.
 *
 * @param name name as written in an expression
 * @param kind kind of the part; an expression holds at most one part of a kind that is not additive
 * @param summary one sentence that says what the part does, of at most {@value #MAX_SUMMARY}
 *     characters
 * @param paper paper of the part (authors, title, year), or an empty string for a part without one
 * @param keys accepted keys, in any order
 */
public record PartDefinition(
    String name, PartKind kind, String summary, String paper, List<Key> keys) {
  private static final int MAX_SUMMARY = 100;

  /**
   * Checks the texts.
   *
   * @throws IllegalArgumentException if the summary is not one sentence
   */
  public PartDefinition {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(paper, "paper");
    if (!summary.matches("[A-Z][^.]*.*[^.]\\.") || summary.length() > MAX_SUMMARY) {
      throw new IllegalArgumentException(
          "summary: got '%s' of %s, expected one sentence of at most %d characters"
              .formatted(summary, name, MAX_SUMMARY));
    }
    keys = List.copyOf(keys);
  }

  List<String> keyNames() {
    return keys.stream().map(Key::name).sorted().toList();
  }
}
