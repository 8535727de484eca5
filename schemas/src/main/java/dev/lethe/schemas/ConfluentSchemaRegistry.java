package dev.lethe.schemas;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.security.bearerauth.oauth.exceptions.SchemaRegistryOauthTokenRetrieverException;
import org.apache.flink.avro.registry.confluent.shaded.org.apache.kafka.common.security.oauthbearer.internals.secured.UnretryableException;
import org.apache.flink.avro.registry.confluent.shaded.org.apache.kafka.common.security.oauthbearer.internals.secured.ValidateException;

/**
 * Adapter for the Confluent client. It works with Confluent's registry and with every registry that
 * has the same API (Apicurio under {@code /apis/ccompat/v7}, Karapace and others).
 *
 * <p>Only this class depends on the build of the client (ADR 0002). The relocated client contains
 * its own copy of Avro, so schemas are passed to it as JSON.
 */
public final class ConfluentSchemaRegistry implements SchemaRegistry {
  private static final int MAX_SCHEMAS = 1000;
  private static final Set<Integer> DENIED = Set.of(401, 403);
  private static final Set<Integer> RETRY = Set.of(408, 429);
  private static final int REGISTER_ATTEMPTS = 4;

  private final String url;
  private final SchemaRegistryClient client;

  /** With TLS 1.3, a server that misses our certificate just closes the connection. */
  private final boolean certificateMayBeMissing;

  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  /**
   * @param url base address of the registry's API, or several separated by commas; may contain
   *     credentials, which no message shows
   * @param settings settings of the client under Confluent's names, e.g. {@code
   *     basic.auth.user.info}, {@code bearer.auth.token}, {@code
   *     schema.registry.ssl.truststore.location}
   */
  public ConfluentSchemaRegistry(String url, Map<String, ?> settings) {
    RegistryAddress address = RegistryAddress.of(url, settings);
    this.url = address.url();
    this.certificateMayBeMissing =
        url.startsWith("https:")
            && !settings.containsKey("schema.registry.ssl.keystore.location")
            && !settings.containsKey("schema.registry.ssl.keystore.certificate.chain");
    this.client = new CachedSchemaRegistryClient(address.url(), MAX_SCHEMAS, address.settings());
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
        // Apicurio returns 409 to the second of two clients that register a subject at once.
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
      // A changed password makes no record a dead letter.
      if (DENIED.contains(e.getStatus())) {
        throw denied(
            "got status %d for %s, expected credentials that it accepts (basic.auth.user.info or bearer.auth.token in the file of --command-config)"
                .formatted(e.getStatus(), what),
            e);
      }
      // 4xx: the registry does not have the schema or rejects it; 408 and 429 ask to retry.
      boolean answered =
          e.getStatus() >= 400 && e.getStatus() < 500 && !RETRY.contains(e.getStatus());
      if (answered) {
        throw new UnknownSchemaException(
            "schema registry %s, %s: %s".formatted(url, what, e.getMessage()), e);
      }
      throw unavailable(what, e);
    } catch (IOException e) {
      if (isOfAnotherType(e)) {
        throw new UnknownSchemaException(
            "schema registry %s, %s: got a schema that is not Avro: %s"
                .formatted(url, what, e.getMessage()),
            e);
      }
      Optional<String> tls = TlsProblem.of(e, "schema.registry.");
      if (tls.isPresent()) {
        throw denied(tls.get(), e);
      }
      throw unavailable(what, e);
    } catch (SchemaRegistryOauthTokenRetrieverException e) {
      throw withoutToken(what, e);
    }
  }

  /** Returns the error of an issuer of tokens that refuses us, or else does not answer. */
  private RegistryUnavailableException withoutToken(String what, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnretryableException || cause instanceof ValidateException) {
        return denied(
            "got no valid token from bearer.auth.issuer.endpoint.url (%s), expected one for bearer.auth.client.id and bearer.auth.client.secret"
                .formatted(cause.getMessage()),
            e);
      }
    }
    return unavailable(what, e);
  }

  /**
   * Returns true for a JSON or Protobuf schema. The client throws a plain IOException for it;
   * network errors are subclasses.
   */
  private static boolean isOfAnotherType(IOException e) {
    return e.getClass() == IOException.class
        && e.getMessage() != null
        && e.getMessage().startsWith("Invalid schema");
  }

  private RegistryUnavailableException unavailable(String what, Exception e) {
    return new RegistryUnavailableException(
        "schema registry %s did not answer for %s: %s; --schema-registry-url sets another address%s"
            .formatted(
                url,
                what,
                e.getMessage(),
                certificateMayBeMissing
                    ? ", and schema.registry.ssl.keystore.location a certificate if it demands one"
                    : ""),
        e);
  }

  private AccessDeniedException denied(String problem, Exception e) {
    return new AccessDeniedException("schema registry %s: %s".formatted(url, problem), e);
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask() throws IOException, RestClientException;
  }
}
