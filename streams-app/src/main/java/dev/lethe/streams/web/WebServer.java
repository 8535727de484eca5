package dev.lethe.streams.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.streams.readmodel.ReadModel;
import dev.lethe.streams.readmodel.RunView;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Serves the read model and the dashboard over HTTP until it is closed. */
public final class WebServer implements AutoCloseable {
  private final ReadModel model;
  private final Probes probes;
  private final StaticFiles files = new StaticFiles("/web");
  private final EventStreams streams;
  private final Map<String, String> headers;
  private final Javalin server;

  private WebServer(String host, int port, ReadModel model, Probes probes) {
    this.model = model;
    this.probes = probes;
    var json = new ObjectMapper();
    this.streams = new EventStreams(model, json);
    this.headers = SecurityHeaders.of(files.find("/index.html").map(StaticFile::text).orElse(""));
    this.server =
        Javalin.create(
            config -> {
              config.jsonMapper(new JavalinJackson(json, false));
              config.startup.showJavalinBanner = false;
              // The only asynchronous answers are streams, and they have no end.
              config.http.asyncTimeout = 0;
              routes(config);
            });
    server.start(host, port);
  }

  /**
   * @param host name or address to listen on; {@code 0.0.0.0} for all of this machine's
   * @param port 0 for a free one
   */
  public static WebServer start(String host, int port, ReadModel model, Probes probes) {
    return new WebServer(host, port, model, probes);
  }

  /** Address of the dashboard, seen from this machine. */
  public URI uri() {
    return URI.create("http://localhost:" + server.port() + "/");
  }

  @Override
  public void close() {
    streams.close();
    server.stop();
  }

  private void routes(JavalinConfig config) {
    config.routes.before(context -> headers.forEach(context::header));
    config.routes.get("/api/runs", context -> noStore(context).json(Map.of("runs", model.runs())));
    config.routes.get("/api/runs/{run}", this::run);
    config.routes.get("/api/stream", streams::open);
    config.routes.get("/livez", context -> probe(context, probes.isLive(), "live"));
    config.routes.get("/readyz", context -> probe(context, probes.isReady(), "ready"));
    config.routes.get("/*", files::serve);
  }

  private void run(Context context) {
    String name = context.pathParam("run");
    model
        .find(name)
        .ifPresentOrElse(
            run -> noStore(context).json(run),
            () ->
                noStore(context)
                    .status(404)
                    .json(Map.of("error", "run: got '%s', expected %s".formatted(name, wanted()))));
  }

  private String wanted() {
    List<RunView> runs = model.runs();
    return runs.isEmpty()
        ? "one of none, since there are no runs"
        : runs.stream().map(RunView::run).collect(Collectors.joining(", ", "one of ", ""));
  }

  private static void probe(Context context, boolean fine, String what) {
    noStore(context).status(fine ? 200 : 503).result(fine ? what : "not " + what);
  }

  private static Context noStore(Context context) {
    return context.header("Cache-Control", "no-store");
  }
}
