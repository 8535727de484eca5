package dev.lethe.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Client for two requests of the Confluent schema registry API. */
final class SchemaClient {

  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;

  SchemaClient(String url) {
    this.url = url;
  }

  /** Registers an empty Avro record under {@code <name>-value} and returns its id. */
  int register(String name) throws IOException, InterruptedException {
    String body =
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"%s\\\",\\\"fields\\\":[]}\"}"
            .formatted(name);
    String response =
        send(
            HttpRequest.newBuilder(URI.create(url + "/subjects/" + name + "-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    Matcher id = ID.matcher(response);
    if (!id.find()) {
      throw new IOException("no id in " + response);
    }
    return Integer.parseInt(id.group(1));
  }

  /** Returns the registry's response for an id: JSON with the schema as a string. */
  String schema(int id) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url + "/schemas/ids/" + id)));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString()).body();
  }
}
