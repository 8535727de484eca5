package dev.lethe.streams.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.monitoring.Monitor;
import dev.lethe.monitoring.Tokens;
import dev.lethe.streams.readmodel.ReadModel;
import dev.lethe.streams.readmodel.RunView;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.json.JavalinJackson;
import io.javalin.router.EndpointNotFound;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Serves the read model and the dashboard over HTTP until closed. */
public final class WebServer implements AutoCloseable {
  /** Maximum number of characters of a request that an error message repeats. */
  private static final int MAX_ECHO = 100;

  /** Platforms ask them without a token, and they say nothing about runs. */
  private static final Set<String> OPEN = Set.of("/livez", "/readyz");

  private final ReadModel model;
  private final Probes probes;
  private final WebSettings settings;
  private final AllowedHosts hosts;
  private final Optional<Authentication> authentication;
  private final EventStreams streams;
  private final Map<String, String> headers = SecurityHeaders.of(DashboardFiles.page());
  private final Javalin server;

  private WebServer(WebSettings settings, ReadModel model, Probes probes) {
    this.settings = settings;
    this.hosts = new AllowedHosts(names(settings));
    this.authentication = settings.access().map(Authentication::new);
    this.model = model;
    this.probes = probes;
    var json = new ObjectMapper();
    this.streams = new EventStreams(model, json);
    this.server =
        Javalin.create(
            config -> {
              config.jsonMapper(new JavalinJackson(json, false));
              config.startup.showJavalinBanner = false;
              config.router.contextPath = settings.pathPrefix() + "/";
              config.jetty.host = settings.host();
              config.jetty.port = settings.port();
              config.jetty.addConnector((jetty, http) -> Connectors.create(jetty, http, settings));
              // Event streams are the only asynchronous responses, and they have no end.
              config.http.asyncTimeout = 0;
              routes(config);
            });
    server.start();
  }

  /** Starts a server. */
  public static WebServer start(WebSettings settings, ReadModel model, Probes probes) {
    return new WebServer(settings, model, probes);
  }

  private static Collection<String> names(WebSettings settings) {
    var names = new ArrayList<>(settings.allowedHosts());
    names.add(settings.host());
    return names;
  }

  /** Returns the dashboard's address on this machine. */
  public URI uri() {
    String scheme = settings.tls().isPresent() ? "https" : "http";
    return URI.create(
        "%s://localhost:%d%s/".formatted(scheme, server.port(), settings.pathPrefix()));
  }

  @Override
  public void close() {
    streams.close();
    server.stop();
  }

  private void routes(JavalinConfig config) {
    config.routes.before(this::admit);
    read(config, "/api/runs", context -> noStore(context).json(Map.of("runs", model.runs())));
    read(config, "/api/runs/{run}", this::run);
    read(config, "/api/promotion", context -> noStore(context).json(model.promotion()));
    read(config, "/api/source", context -> noStore(context).json(model.source()));
    config.routes.get("/api/stream", streams::open);
    config.routes.head("/api/stream", streams::describe);
    read(config, "/livez", context -> probe(context, probes.isLive(), "live"));
    read(config, "/readyz", context -> probe(context, probes.isReady(), "ready"));
    read(
        config,
        "/metrics",
        context -> noStore(context).contentType(Monitor.CONTENT_TYPE).result(probes.metrics()));
    DashboardFiles.serve(config, settings.pathPrefix());
    config.routes.exception(EndpointNotFound.class, (e, context) -> noPage(context));
  }

  /** Without a handler of its own, Javalin answers HEAD with 200 and no headers. */
  private static void read(JavalinConfig config, String path, Handler handler) {
    config.routes.get(path, handler);
    config.routes.head(path, handler);
  }

  private void admit(Context context) {
    headers.forEach(context::header);
    if (!hosts.accept(context.header("Host"))) {
      error(
          context,
          421,
          "host: got '%s', expected %s".formatted(shortened(context.header("Host")), hosts));
      context.skipRemainingHandlers();
      return;
    }
    HandlerType method = context.method();
    if (!method.equals(HandlerType.GET) && !method.equals(HandlerType.HEAD)) {
      error(
          context.header("Allow", "GET, HEAD"),
          405,
          "method: got '%s', expected GET or HEAD".formatted(context.req().getMethod()));
      context.skipRemainingHandlers();
      return;
    }
    String path = context.req().getRequestURI().substring(settings.pathPrefix().length());
    if (!OPEN.contains(path) && authentication.filter(a -> !a.admits(context)).isPresent()) {
      error(
          context.header("WWW-Authenticate", Tokens.CHALLENGE),
          401,
          "authorization: got no valid token, expected one as Authorization: Bearer TOKEN, or as the password of any user");
      context.skipRemainingHandlers();
    }
  }

  private void run(Context context) {
    String name = context.pathParam("run");
    noStore(context);
    model
        .find(name)
        .ifPresentOrElse(
            context::json,
            () ->
                error(
                    context,
                    404,
                    "run: got '%s', expected %s".formatted(shortened(name), knownRuns())));
  }

  private String knownRuns() {
    List<RunView> runs = model.runs();
    return runs.isEmpty()
        ? "the name of a run, but there are no runs"
        : runs.stream().map(RunView::run).collect(Collectors.joining(", ", "one of ", ""));
  }

  private static void noPage(Context context) {
    error(context, 404, "path: got '%s', expected a page".formatted(shortened(context.path())));
  }

  private static void error(Context context, int status, String message) {
    context.status(status).json(Map.of("error", message));
  }

  /** Returns the start of a text that a client sent. */
  private static String shortened(String text) {
    return text.length() > MAX_ECHO ? text.substring(0, MAX_ECHO) + "…" : text;
  }

  private static void probe(Context context, boolean passes, String state) {
    noStore(context).status(passes ? 200 : 503).result(passes ? state : "not " + state);
  }

  private static Context noStore(Context context) {
    return context.header("Cache-Control", "no-store");
  }
}
