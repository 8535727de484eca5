package dev.lethe.streams.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Files of the class path below one folder: read and compressed once, then kept, since they are
 * about two megabytes. A browser asks each time whether its copy is still good, so that an upgrade
 * shows at once.
 */
final class StaticFiles {
  private static final Pattern PATH =
      Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+\\.([a-z0-9]+)");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2");

  private final String folder;
  private final Map<String, StaticFile> known = new ConcurrentHashMap<>();

  StaticFiles(String folder) {
    this.folder = folder;
  }

  /** Answers with the file at the request's path, 304 if the client has it, or 404. */
  void serve(Context context) {
    Optional<StaticFile> found = find(context.path());
    if (found.isEmpty()) {
      context
          .status(404)
          .json(Map.of("error", "path: got '%s', expected a page".formatted(context.path())));
      return;
    }
    StaticFile file = found.get();
    context
        .header("Cache-Control", "no-cache")
        .header("ETag", file.etag())
        .header("Vary", "Accept-Encoding");
    if (file.etag().equals(context.header("If-None-Match"))) {
      context.status(304);
      return;
    }
    String accepted = context.header("Accept-Encoding");
    boolean zips = accepted != null && accepted.contains("gzip");
    if (zips) {
      context.header("Content-Encoding", "gzip");
    }
    context.contentType(file.contentType()).result(zips ? file.zipped() : file.plain());
  }

  /** The file at a path, {@code /} being {@code /index.html}; only names of known types. */
  Optional<StaticFile> find(String requested) {
    String path = requested.equals("/") ? "/index.html" : requested;
    var parts = PATH.matcher(path);
    String type = parts.matches() ? TYPES.get(parts.group(2)) : null;
    if (type == null) {
      return Optional.empty();
    }
    StaticFile cached = known.get(path);
    if (cached != null) {
      return Optional.of(cached);
    }
    try (var in = StaticFiles.class.getResourceAsStream(folder + path)) {
      if (in == null) {
        return Optional.empty();
      }
      var file = StaticFile.of(type, in.readAllBytes());
      known.put(path, file);
      return Optional.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + folder + path, e);
    }
  }
}
