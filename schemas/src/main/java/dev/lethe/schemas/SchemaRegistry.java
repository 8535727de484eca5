package dev.lethe.schemas;

import org.apache.avro.Schema;

/**
 * Where schemas get their ids: what the serde needs of a registry, and nothing more.
 *
 * <p>Implementations are safe for use by many threads and cache what cannot change.
 */
public interface SchemaRegistry {

  /**
   * The schema that was registered under an id.
   *
   * @throws UnknownSchemaException if the registry has none: the record that named it cannot be
   *     read
   * @throws RegistryUnavailableException if the registry did not answer: trying again may help
   */
  Schema byId(int id);

  /**
   * The id of a schema that is registered under a subject already.
   *
   * @throws UnknownSchemaException if it is not
   * @throws RegistryUnavailableException if the registry did not answer
   */
  int idOf(String subject, Schema schema);

  /**
   * Registers a schema as the newest version of a subject; a no-op when it is there already.
   *
   * @throws UnknownSchemaException if the registry refuses it, as incompatible for example
   * @throws RegistryUnavailableException if the registry did not answer
   */
  int register(String subject, Schema schema);

  /** The registry has no such schema, or will not take it. Trying again will not help. */
  final class UnknownSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownSchemaException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The registry could not be reached or failed. Nothing is known about the schema. */
  final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
