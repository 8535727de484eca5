package dev.lethe.learner.model;

import dev.lethe.learner.engine.TorchScript;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.ModelContext;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parsed model expression, such as {@code mlp(hidden=100:100)}. {@link Models} lists the available
 * models.
 */
public record ModelSpec(Part part) {
  /**
   * Parses an expression.
   *
   * @throws IllegalArgumentException if the expression is invalid; the message says {@code key: got
   *     'x', expected y}
   */
  public static ModelSpec parse(String expression) {
    return new ModelSpec(Models.VOCABULARY.parse(expression).get(0));
  }

  /** Creates the model and initialises its parameters. */
  public Model create(ModelContext context) {
    return Models.create(part, context);
  }

  /**
   * Returns the SHA-256 digests, in hexadecimal digits, of the files that the expression names, by
   * key. Models with the same expression can differ in the content of these files.
   *
   * @throws IllegalArgumentException if a file cannot be read
   */
  public SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    for (PartDefinition definition : Models.VOCABULARY.definitions()) {
      for (Key key : definition.keys()) {
        if (definition.name().equals(part.name()) && key.domain() instanceof Domain.File) {
          byte[] digest = TorchScript.sha256(part.text(key.name()));
          files.put(key.name(), HexFormat.of().formatHex(digest));
        }
      }
    }
    return files;
  }

  /** Returns the canonical expression: the same text for all expressions with the same meaning. */
  @Override
  public String toString() {
    return part.toString();
  }
}
