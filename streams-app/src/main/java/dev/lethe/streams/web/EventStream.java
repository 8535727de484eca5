package dev.lethe.streams.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.streams.readmodel.Point;
import dev.lethe.streams.readmodel.PromotionView;
import dev.lethe.streams.readmodel.ReadModel;
import dev.lethe.streams.readmodel.RunDetail;
import dev.lethe.streams.readmodel.RunListener;
import dev.lethe.streams.readmodel.RunView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
 * One client's server-sent events. {@link #run} writes, on the client's own thread. {@link
 * #changed} only stores what is unsent, and never waits for the client.
 *
 * <pre>
 *   STALE ──snapshot sent──► CURRENT ──more than MAX_POINTS unsent──► STALE
 * </pre>
 */
final class EventStream implements RunListener {
  static final int MAX_POINTS = 2_000;
  static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final Logger LOGGER = LoggerFactory.getLogger(EventStream.class);

  private final ReadModel model;
  private final ObjectMapper json;
  private final OutputStream out;
  private final Duration heartbeat;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wakeUp = lock.newCondition();
  private Map<String, RunView> runs = new LinkedHashMap<>();
  private List<PointEvent> points = new ArrayList<>();
  private PromotionEvent promotion = new PromotionEvent(null, List.of());
  private boolean stale = true;
  private boolean closed;

  /**
   * Creates a stream that starts with a snapshot.
   *
   * @param heartbeat time without changes after which a comment is sent, so that both sides notice
   *     a broken connection
   */
  EventStream(ReadModel model, ObjectMapper json, OutputStream out, Duration heartbeat) {
    this.model = model;
    this.json = json;
    this.out = out;
    this.heartbeat = heartbeat;
  }

  @Override
  public void changed(RunView view, Point point) {
    lock.lock();
    try {
      // A newer view of a run replaces the older one.
      runs.put(view.run(), view);
      if (point != null) {
        points.add(new PointEvent(view.run(), point));
      }
      if (points.size() > MAX_POINTS) {
        stale = true;
        clear();
      }
      wakeUp.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Makes {@link #run} return soon. */
  void close() {
    lock.lock();
    try {
      closed = true;
      wakeUp.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Writes until the client disconnects or {@link #close} is called. */
  void run() {
    model.subscribe(this);
    try {
      write("retry: 1000\n\n");
      while (waitForEvents()) {
        if (isStale()) {
          List<RunDetail> snapshot = model.snapshot(this::refresh);
          event("snapshot", Map.of("runs", snapshot));
        } else {
          writeChanges();
        }
        writePromotion();
        out.flush();
      }
    } catch (IOException e) {
      LOGGER.atDebug().addKeyValue("reason", e.getMessage()).log("client disconnected");
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
        if (!wakeUp.await(heartbeat.toMillis(), TimeUnit.MILLISECONDS)) {
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
      clear();
    } finally {
      lock.unlock();
    }
  }

  private void clear() {
    runs = new LinkedHashMap<>();
    points = new ArrayList<>();
  }

  private void writeChanges() throws IOException {
    Map<String, RunView> changedRuns;
    List<PointEvent> newPoints;
    lock.lock();
    try {
      changedRuns = runs;
      newPoints = points;
      clear();
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

  /** Writes which run is served if it has changed. Evidence changes always, and is not written. */
  private void writePromotion() throws IOException {
    PromotionView view = model.promotion();
    var now = new PromotionEvent(view.champion(), view.switches());
    if (!now.equals(promotion)) {
      event("promotion", now);
      promotion = now;
    }
  }

  private void event(String name, Object data) throws IOException {
    // This JSON has no line breaks, so one data line is enough.
    write("event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The served run.
   *
   * @param champion name of the run; null if none is served
   * @param switches switches in order
   */
  private record PromotionEvent(String champion, List<PromotionView.Switch> switches) {}

  private record PointEvent(String run, Point point) {}
}
