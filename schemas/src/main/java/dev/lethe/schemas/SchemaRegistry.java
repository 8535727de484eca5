package dev.lethe.schemas;

import org.apache.avro.Schema;

/**
 * Schema registry, reduced to what the serdes need.
 *
 * <p>Implementations are thread-safe and cache what cannot change.
 */
public interface SchemaRegistry {

  /**
   * Returns the schema registered under an id.
   *
   * @throws UnknownSchemaException if there is none: a record with this id cannot be read
   * @throws RegistryUnavailableException if the registry did not answer: a retry may help
   */
  Schema byId(int id);

  /**
   * Returns the id of a schema that is registered under a subject.
   *
   * @throws UnknownSchemaException if it is not registered
   * @throws RegistryUnavailableException if the registry did not answer
   */
  int idOf(String subject, Schema schema);

  /**
   * Registers a schema as the newest version of a subject, unless it is registered already.
   *
   * @return id of the schema
   * @throws UnknownSchemaException if the registry rejects it, for example as incompatible
   * @throws RegistryUnavailableException if the registry did not answer
   */
  int register(String subject, Schema schema);

  /** The registry lacks or rejects the schema. A retry will not help. */
  final class UnknownSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownSchemaException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The registry is unreachable or failed. A retry may help. */
  class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The registry rejects our credentials. That says nothing about a schema, but a retry with the
   * same credentials does not help.
   */
  final class AccessDeniedException extends RegistryUnavailableException {
    private static final long serialVersionUID = 1L;

    public AccessDeniedException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
