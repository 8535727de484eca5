package dev.lethe.streams.topology;

import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.schemas.SchemaRegistry;
import org.apache.avro.Schema;

/** Writes always, reads only while available. */
final class SwitchableRegistry implements SchemaRegistry {
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  boolean available = true;

  @Override
  public Schema byId(int id) {
    if (!available) {
      throw new RegistryUnavailableException("registry is away", null);
    }
    return registry.byId(id);
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return registry.idOf(subject, schema);
  }

  @Override
  public int register(String subject, Schema schema) {
    return registry.register(subject, schema);
  }
}
