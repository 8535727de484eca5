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
 * Which model is learnt, as an expression such as {@code mlp(hidden=100:100)}; {@link Models} has
 * them all.
 */
public record ModelSpec(Part part) {
  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException saying key, value seen and value wanted
   */
  public static ModelSpec parse(String expression) {
    return new ModelSpec(Models.VOCABULARY.parse(expression).get(0));
  }

  /** Makes the model, with fresh parameters. */
  public Model create(ModelContext context) {
    return Models.create(part, context);
  }

  /**
   * What the expression only points to: SHA-256, in hexadecimal digits, of the files that it names,
   * by key. Two models of one expression may differ in them.
   *
   * @throws IllegalArgumentException if a file cannot be read
   */
  public SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    for (PartDefinition definition : Models.VOCABULARY.definitions()) {
      for (Key key : definition.keys()) {
        if (definition.name().equals(part.name()) && key.domain() instanceof Domain.File) {
          byte[] sum = TorchScript.sha256(part.text(key.name()));
          files.put(key.name(), HexFormat.of().formatHex(sum));
        }
      }
    }
    return files;
  }

  /** The canonical expression: the same for all that mean the same. */
  @Override
  public String toString() {
    return part.toString();
  }
}
