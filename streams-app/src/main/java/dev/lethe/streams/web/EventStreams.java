package dev.lethe.streams.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.streams.readmodel.ReadModel;
import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients of {@code /api/stream}: at most {@value #MAX_CLIENTS} at a time. */
final class EventStreams implements AutoCloseable {
  static final int MAX_CLIENTS = 64;

  private static final Logger LOGGER = LoggerFactory.getLogger(EventStreams.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final ReadModel model;
  private final ObjectMapper json;
  private final Map<EventStream, Thread> open = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  EventStreams(ReadModel model, ObjectMapper json) {
    this.model = model;
    this.json = json;
  }

  /** Answers with an event stream that lasts until either side closes it. */
  void open(Context context) throws IOException {
    if (count.incrementAndGet() > MAX_CLIENTS) {
      count.decrementAndGet();
      refuse(context);
      return;
    }
    writeHeaders(context.res());
    var stream =
        new EventStream(model, json, context.res().getOutputStream(), EventStream.HEARTBEAT);
    // Javalin's future never completes: on completion Javalin would write to an exchange that the
    // client may have left and Jetty may have recycled. The exchange is completed here instead.
    context.future(() -> start(stream, context.req().getAsyncContext()));
  }

  /** Answers HEAD: the headers of {@link #open}, without a stream. */
  void describe(Context context) {
    if (count.get() >= MAX_CLIENTS) {
      refuse(context);
    } else {
      writeHeaders(context.res());
    }
  }

  private static void refuse(Context context) {
    context
        .status(503)
        .json(
            Map.of("error", "clients: got %1$d, expected fewer than %1$d".formatted(MAX_CLIENTS)));
  }

  private static void writeHeaders(HttpServletResponse response) {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    // A buffering proxy would hold events back.
    response.setHeader("X-Accel-Buffering", "no");
  }

  private CompletableFuture<?> start(EventStream stream, AsyncContext exchange) {
    var thread = new Thread(() -> run(stream, exchange), "lethe-events");
    // A client that reads nothing may block the thread, which must not keep the process alive.
    thread.setDaemon(true);
    open.put(stream, thread);
    thread.start();
    return new CompletableFuture<>();
  }

  private void run(EventStream stream, AsyncContext exchange) {
    try {
      stream.run();
    } finally {
      open.remove(stream);
      count.decrementAndGet();
      end(exchange);
    }
  }

  private static void end(AsyncContext exchange) {
    try {
      exchange.complete();
    } catch (IllegalStateException e) {
      LOGGER.atDebug().addKeyValue("reason", e.getMessage()).log("exchange is already complete");
    }
  }

  /** Closes all streams and waits briefly. A blocked stream ends with its connection. */
  @Override
  public void close() {
    Map<EventStream, Thread> left = Map.copyOf(open);
    left.keySet().forEach(EventStream::close);
    try {
      for (Thread thread : left.values()) {
        thread.join(CLOSE_LIMIT.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
