package dev.lethe.streams.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.StaticFileConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The dashboard's files, served from the class path by Javalin: each is compressed once and kept,
 * about one megabyte in all. Browsers revalidate their copies, so an upgrade shows at once.
 */
final class DashboardFiles {
  private static final String FOLDER = "/web";
  private static final int MAX_FILE_BYTES = 4 << 20;

  /** One spelling per file, since Javalin caches each spelling of a path by itself. */
  private static final Pattern PATH = Pattern.compile("/|(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

  private DashboardFiles() {}

  static void serve(JavalinConfig config, String pathPrefix) {
    config.staticFiles.add(files -> configure(files, pathPrefix));
    config.routes.after(DashboardFiles::tag);
  }

  private static void configure(StaticFileConfig files, String pathPrefix) {
    files.directory = FOLDER;
    files.precompressMaxSize = MAX_FILE_BYTES;
    files.headers = Map.of("Cache-Control", "no-cache", "Vary", "Accept-Encoding");
    files.skipFileFunction =
        request -> !PATH.matcher(request.getRequestURI().substring(pathPrefix.length())).matches();
  }

  /**
   * Replaces the ETag of a file by a digest of its content. Javalin's depends on a file's length
   * and time only, and all files of a reproducible jar have the same time.
   */
  private static void tag(Context context) {
    if (context.res().getHeader("ETag") != null
        && context.resultInputStream() instanceof ByteArrayInputStream content) {
      byte[] digest = SecurityHeaders.sha256(content.readAllBytes());
      content.reset();
      context.header("ETag", '"' + HexFormat.of().formatHex(digest, 0, 16) + '"');
    }
  }

  /** Returns the HTML page. */
  static String page() {
    try (InputStream in = DashboardFiles.class.getResourceAsStream(FOLDER + "/index.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the page", e);
    }
  }
}
