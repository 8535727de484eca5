package dev.lethe.schemas;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Makes Avro trust the classes of this package. Since 1.12.2, Avro loads a class that a schema
 * names only if the application trusts it, and its own generated classes are no exception.
 */
public final class GeneratedClasses {
  private GeneratedClasses() {}

  /**
   * Adds this package to the classes that Avro trusts in this process, once. {@link AvroSerializer}
   * and {@link AvroDeserializer} call it; a program that copies records with a builder and uses
   * neither of them has to call it first.
   */
  public static synchronized void trust() {
    ClassSecurityPredicate trusted = ClassSecurityValidator.getGlobal();
    if (!trusted.isTrusted(Example.class)) {
      Package generated = Example.class.getPackage();
      ClassSecurityValidator.setGlobal(
          ClassSecurityValidator.composite(trusted, type -> generated.equals(type.getPackage())));
    }
  }
}
