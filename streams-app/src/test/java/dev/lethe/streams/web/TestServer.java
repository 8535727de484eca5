package dev.lethe.streams.web;

import dev.lethe.schemas.RunMetrics;
import dev.lethe.streams.Events;
import dev.lethe.streams.metrics.MetricsReport;
import dev.lethe.streams.metrics.RunProgress;
import dev.lethe.streams.metrics.RunWindows;
import dev.lethe.streams.readmodel.RunBoard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.Set;

/** A web server over a board that tests fill, and a client of it. */
final class TestServer implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final RunBoard board = new RunBoard(Events.SOURCE);
  private volatile boolean ready;
  private final WebServer server;

  TestServer() {
    this(
        new WebSettings(
            "localhost", 0, Set.of("lethe.example"), "", Optional.empty(), Optional.empty()));
  }

  TestServer(WebSettings settings) {
    server = WebServer.start(settings, board, () -> ready);
  }

  @Override
  public void close() {
    server.close();
  }

  RunBoard board() {
    return board;
  }

  HttpClient client() {
    return client;
  }

  void ready(boolean value) {
    ready = value;
  }

  URI uri() {
    return server.uri();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    return client.send(
        request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.uri().toString().replaceAll("/$", "") + path));
  }

  static RunMetrics metrics(String run, int examples) {
    var progress = new RunProgress();
    progress.enter(0, new RunWindows());
    for (int i = 0; i < examples; i++) {
      progress.add(Events.prediction(run, i, 0, true));
    }
    return MetricsReport.of(run, progress, new RunWindows());
  }
}
