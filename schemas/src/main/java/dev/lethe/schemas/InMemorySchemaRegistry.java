package dev.lethe.schemas;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** In-memory registry, for tests and for programs that alone read their records. */
public final class InMemorySchemaRegistry implements SchemaRegistry {
  private final List<Schema> schemas = new ArrayList<>();

  @Override
  public synchronized Schema byId(int id) {
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchemaException(
          "schema id: got " + id + ", expected a registered one", null);
    }
    return schemas.get(id - 1);
  }

  @Override
  public synchronized int idOf(String subject, Schema schema) {
    int index = schemas.indexOf(schema);
    if (index < 0) {
      throw new UnknownSchemaException(subject + ": schema is not registered", null);
    }
    return index + 1;
  }

  @Override
  public synchronized int register(String subject, Schema schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema) + 1;
  }
}
