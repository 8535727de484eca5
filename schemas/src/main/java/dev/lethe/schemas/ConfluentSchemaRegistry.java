package dev.lethe.schemas;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * The genuine Confluent client behind {@link SchemaRegistry}: works with Confluent's registry and
 * with every other that speaks its API (Apicurio under {@code /apis/ccompat/v7}, Karapace, …).
 *
 * <p>The only class that knows which build of the client is in use (ADR 0002). The relocated client
 * has an Avro of its own, so schemas pass between the two as JSON.
 */
public final class ConfluentSchemaRegistry implements SchemaRegistry {
  private static final int MAX_SCHEMAS = 1000;
  private static final Set<Integer> ABOUT_US = Set.of(401, 403, 408, 429);
  private static final int REGISTER_ATTEMPTS = 4;

  private final String url;
  private final SchemaRegistryClient client;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  /**
   * @param url base address of the registry's API; several may be given, separated by commas
   * @param settings passed to the client untouched, e.g. {@code basic.auth.user.info}
   */
  public ConfluentSchemaRegistry(String url, Map<String, ?> settings) {
    this.url = url;
    this.client = new CachedSchemaRegistryClient(url, MAX_SCHEMAS, settings);
  }

  @Override
  public Schema byId(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    Schema read =
        ask(
            "schema id " + id,
            () -> new Schema.Parser().parse(client.getSchemaById(id).canonicalString()));
    schemas.put(id, read);
    return read;
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return ask("subject " + subject, () -> client.getId(subject, relocated(schema)));
  }

  @Override
  public int register(String subject, Schema schema) {
    for (int attempt = 1; ; attempt++) {
      try {
        return ask("subject " + subject, () -> client.register(subject, relocated(schema)));
      } catch (UnknownSchemaException e) {
        // Apicurio answers 409 to the later of two clients that register the same subject at once.
        if (attempt == REGISTER_ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100L * attempt));
      }
    }
  }

  private static AvroSchema relocated(Schema schema) {
    return new AvroSchema(schema.toString());
  }

  private <T> T ask(String what, Question<T> question) {
    try {
      return question.ask();
    } catch (RestClientException e) {
      // 4xx: the registry has answered, and its answer is no. But 408 and 429 ask for patience, and
      // 401 and 403 speak of us, not of the schema: no record is bad because a password has
      // changed.
      boolean answered =
          e.getStatus() >= 400 && e.getStatus() < 500 && !ABOUT_US.contains(e.getStatus());
      if (answered) {
        throw new UnknownSchemaException(
            "schema registry %s, %s: %s".formatted(url, what, e.getMessage()), e);
      }
      throw unavailable(what, e);
    } catch (IOException e) {
      if (isOfAnotherType(e)) {
        throw new UnknownSchemaException(
            "schema registry %s, %s: not an Avro schema: %s".formatted(url, what, e.getMessage()),
            e);
      }
      throw unavailable(what, e);
    }
  }

  /**
   * The client reports a JSON or Protobuf schema by a bare IOException with these words; those of
   * the network are of more special classes.
   */
  private static boolean isOfAnotherType(IOException e) {
    return e.getClass() == IOException.class
        && e.getMessage() != null
        && e.getMessage().startsWith("Invalid schema");
  }

  private RegistryUnavailableException unavailable(String what, Exception e) {
    return new RegistryUnavailableException(
        "schema registry %s did not answer for %s: %s".formatted(url, what, e.getMessage()), e);
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask() throws IOException, RestClientException;
  }
}
