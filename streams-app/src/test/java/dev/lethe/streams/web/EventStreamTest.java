package dev.lethe.streams.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.RunState;
import dev.lethe.streams.Events;
import dev.lethe.streams.metrics.MetricsReport;
import dev.lethe.streams.metrics.RunProgress;
import dev.lethe.streams.metrics.RunWindows;
import dev.lethe.streams.readmodel.RunBoard;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EventStreamTest {
  private final RunBoard board = new RunBoard(Events.SOURCE);
  private final StoppableOutput out = new StoppableOutput();
  private final EventStream stream =
      new EventStream(board, new ObjectMapper(), out, Duration.ofMinutes(1));
  private final Thread writer = new Thread(stream::run, "writer");

  @AfterEach
  void stop() throws InterruptedException {
    out.resume.countDown();
    stream.close();
    writer.join();
  }

  @Test
  void shouldSendNewestViewAndAllPointsWhenClientIsSlow() {
    // Given
    blockAfterSnapshot();

    // When
    for (int i = 1; i <= 100; i++) {
      board.accept(metrics(i), i);
    }
    out.resume.countDown();

    // Then: the view and the point that blocked the writer, the newest view, all other points
    await().until(() -> out.count("event: point") == 101);
    assertThat(out.count("event: run")).isEqualTo(2);
    assertThat(out.text()).contains("\"examples\":100,");
    assertThat(out.count("event: snapshot")).isEqualTo(1);
  }

  @Test
  void shouldSendNewSnapshotInsteadWhenClientIsFarBehind() {
    // Given
    blockAfterSnapshot();

    // When
    for (int i = 1; i <= EventStream.MAX_POINTS + 500; i++) {
      board.accept(metrics(i), i);
    }
    out.resume.countDown();

    // Then
    await().until(() -> out.count("event: snapshot") == 2);
    assertThat(out.count("event: point")).isLessThanOrEqualTo(1);
  }

  @Test
  void shouldSendHeartbeatsWhenNothingChanges() throws InterruptedException {
    // Given
    EventStream idle = new EventStream(board, new ObjectMapper(), out, Duration.ofMillis(1));
    Thread idleWriter = new Thread(idle::run, "idle-writer");

    // When
    idleWriter.start();

    // Then
    await().until(() -> out.count(": heartbeat") >= 3);
    assertThat(out.count("event: snapshot")).isEqualTo(1);
    idle.close();
    idleWriter.join();
  }

  @Test
  void shouldSendTheServedRunOnlyWhenItChanges() {
    // Given
    board.accept(Events.run("r", RunState.LIVE, 10));
    board.accept(Events.promotion(0, "r", Instant.EPOCH));
    writer.start();
    await().until(() -> out.count("event: promotion") == 1);
    assertThat(out.text()).contains("data: {\"champion\":\"r\",\"switches\":[{\"number\":0,");

    // When: a run changes twice, and the served run once
    board.accept(metrics(1), 1);
    await().until(() -> out.count("event: point") == 1);
    board.accept(Events.promotion(1, "s", Instant.EPOCH));
    board.accept(metrics(2), 2);

    // Then
    await().until(() -> out.text().contains("\"champion\":\"s\""));
    assertThat(out.count("event: promotion")).isEqualTo(2);
  }

  @Test
  void shouldEndWhenClientHasDisconnected() throws InterruptedException {
    // Given
    blockAfterSnapshot();
    out.broken = true;

    // When
    out.resume.countDown();

    // Then
    writer.join();
    assertThat(writer.isAlive()).isFalse();
  }

  /** Blocks the writer: it has an event for a client that has stopped reading. */
  private void blockAfterSnapshot() {
    board.accept(Events.run("r", RunState.LIVE, 10));
    writer.start();
    await().until(() -> out.count("event: snapshot") == 1);
    out.blocked = true;
    board.accept(metrics(0), 0);
    await().until(() -> out.waiting.getCount() == 0);
  }

  private static RunMetrics metrics(int examples) {
    return RunMetrics.newBuilder(MetricsReport.of("r", new RunProgress(), new RunWindows()))
        .setExamples(examples)
        .build();
  }

  /** A client that can stop reading. */
  private static final class StoppableOutput extends OutputStream {
    private final StringBuffer written = new StringBuffer();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch resume = new CountDownLatch(1);
    private volatile boolean blocked;
    private volatile boolean broken;

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException("expected whole events");
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      if (blocked) {
        waiting.countDown();
        try {
          resume.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      if (broken) {
        throw new IOException("broken pipe");
      }
      written.append(new String(bytes, StandardCharsets.UTF_8));
    }

    private String text() {
      return written.toString();
    }

    private long count(String line) {
      return List.of(text().split("\n")).stream().filter(line::equals).count();
    }
  }
}
