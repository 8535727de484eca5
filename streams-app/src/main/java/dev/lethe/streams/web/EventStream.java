package dev.lethe.streams.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.streams.readmodel.Point;
import dev.lethe.streams.readmodel.ReadModel;
import dev.lethe.streams.readmodel.RunDetail;
import dev.lethe.streams.readmodel.RunListener;
import dev.lethe.streams.readmodel.RunView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's server-sent events. {@link #run} writes, on the client's own thread; {@link
 * #changed} only fills the box and never waits for the client.
 *
 * <pre>
 *   STALE ──snapshot sent──► CURRENT ──more than MAX_POINTS waiting──► STALE
 * </pre>
 */
final class EventStream implements RunListener {
  static final int MAX_POINTS = 2_000;
  static final int HEARTBEAT_SECONDS = 10;

  private static final Logger LOGGER = LoggerFactory.getLogger(EventStream.class);

  private final ReadModel model;
  private final ObjectMapper json;
  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private Map<String, RunView> runs = new LinkedHashMap<>();
  private List<PointEvent> points = new ArrayList<>();
  private boolean stale = true;
  private boolean closed;

  EventStream(ReadModel model, ObjectMapper json, OutputStream out) {
    this.model = model;
    this.json = json;
    this.out = out;
  }

  @Override
  public void changed(RunView view, Point point) {
    lock.lock();
    try {
      // The newest view of a run says all that an older one did.
      runs.put(view.run(), view);
      if (point != null) {
        points.add(new PointEvent(view.run(), point));
      }
      if (points.size() > MAX_POINTS) {
        stale = true;
        empty();
      }
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends {@link #run} soon. */
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Writes until the client goes or {@link #close} is called. */
  void run() {
    model.subscribe(this);
    try {
      write("retry: 1000\n\n");
      while (waitForEvents()) {
        if (isStale()) {
          List<RunDetail> snapshot = model.snapshot(this::refresh);
          event("snapshot", Map.of("runs", snapshot));
        } else {
          writeBox();
        }
        out.flush();
      }
    } catch (IOException e) {
      LOGGER.atDebug().addKeyValue("reason", e.getMessage()).log("client is gone");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      model.unsubscribe(this);
    }
  }

  private boolean waitForEvents() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && !stale && runs.isEmpty()) {
        if (!filled.await(HEARTBEAT_SECONDS, TimeUnit.SECONDS)) {
          return !closed;
        }
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean isStale() {
    lock.lock();
    try {
      return stale;
    } finally {
      lock.unlock();
    }
  }

  private void refresh() {
    lock.lock();
    try {
      stale = false;
      empty();
    } finally {
      lock.unlock();
    }
  }

  private void empty() {
    runs = new LinkedHashMap<>();
    points = new ArrayList<>();
  }

  private void writeBox() throws IOException {
    Map<String, RunView> changedRuns;
    List<PointEvent> newPoints;
    lock.lock();
    try {
      changedRuns = runs;
      newPoints = points;
      empty();
    } finally {
      lock.unlock();
    }
    if (changedRuns.isEmpty()) {
      write(": heartbeat\n\n");
    }
    for (RunView view : changedRuns.values()) {
      event("run", view);
    }
    for (PointEvent point : newPoints) {
      event("point", point);
    }
  }

  private void event(String name, Object data) throws IOException {
    // JSON has no line breaks of its own, so that one data line holds it.
    write("event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private record PointEvent(String run, Point point) {}
}
