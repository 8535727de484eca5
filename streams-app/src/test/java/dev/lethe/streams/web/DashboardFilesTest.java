package dev.lethe.streams.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the page: modules, compression, ETags. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DashboardFilesTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void closeServer() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/lib/lit/index.js",
        "/lib/lit/directives/repeat.js",
        "/lib/lit-html/lit-html.js",
        "/lib/lit-html/is-server.js",
        "/lib/lit-element/lit-element.js",
        "/lib/reactive-element/reactive-element.js",
        "/lib/echarts/echarts.esm.min.js"
      })
  void shouldServeLibrariesAsModules(String path) throws Exception {
    var response = server.get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
    assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
  }

  @Test
  void shouldCompressFilesAndRevalidateByEtag() throws Exception {
    // Given
    String path = "/lib/lit-html/lit-html.js";
    var plain = server.get(path);
    var compressed =
        server
            .client()
            .send(
                server.request(path).header("Accept-Encoding", "gzip, br").build(),
                BodyHandlers.ofByteArray());

    // When
    var again =
        server
            .client()
            .send(
                server
                    .request(path)
                    .header("If-None-Match", plain.headers().firstValue("etag").orElseThrow())
                    .build(),
                BodyHandlers.ofString());

    // Then
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(compressed.headers().firstValue("content-encoding")).contains("gzip");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/lib",
        "/lib/",
        "/nothing.js",
        "/../logback-test.xml",
        "/lib/../../topology.txt",
        "/.hidden.js",
        "/main%2Ejs",
        "/./main.js",
        "//main.js",
        "/dev/lethe/streams/StreamsApp.class"
      })
  void shouldServeNoOtherPaths(String path) throws Exception {
    assertThat(server.get(path).statusCode()).isIn(400, 404);
  }

  @Test
  void shouldServeThePageAtTheRoot() throws Exception {
    // When
    var response = server.get("/");

    // Then
    assertThat(response.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    assertThat(response.headers().firstValue("cache-control")).contains("no-cache");
    assertThat(response.body()).contains("<lethe-app>").isEqualTo(server.get("/index.html").body());
  }

  @Test
  void shouldDeriveTheEtagFromTheContent() throws Exception {
    // When
    var response = server.get("/main.js");

    // Then
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(response.body().getBytes(StandardCharsets.UTF_8));
    assertThat(response.headers().firstValue("etag"))
        .contains('"' + HexFormat.of().formatHex(digest, 0, 16) + '"');
  }

  @Test
  void shouldAllowImportMapByItsHash() {
    // When: the hash of "{}" is printf '{}' | openssl dgst -sha256 -binary | base64
    var headers =
        SecurityHeaders.of("<html><script type=\"importmap\">{}</script><script>x</script>");

    // Then
    assertThat(headers.get("Content-Security-Policy"))
        .contains("script-src 'self' 'sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=';");
  }
}
