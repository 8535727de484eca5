package dev.lethe.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetentionTest {
  @Test
  void shouldKeepTheNewestAndOneForEachWindow() {
    // Given: checkpoints 0 to 11, three in each window
    List<CheckpointHeader> checkpoints =
        IntStream.range(0, 12).mapToObj(i -> header(i, i / 3)).toList();

    // When
    List<CheckpointName> deleted = new Retention(2, 3).deletions(checkpoints);

    // Then: 10 and 11 are the newest, 5, 8 and 11 end the newest three windows
    assertThat(deleted)
        .extracting(CheckpointName::entries)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 6L, 7L, 9L);
  }

  @Test
  void shouldRefuseHeadersOfSeveralRuns() {
    assertThatThrownBy(
            () ->
                new Retention(3, 20)
                    .deletions(
                        List.of(
                            CheckpointSamples.header("a", 1), CheckpointSamples.header("b", 1))))
        .hasMessage("runs: got [a, b], expected one");
  }

  static List<Long> seeds() {
    return IntStream.range(0, 500).mapToObj(Long::valueOf).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldKeepItsPromisesForAnyCheckpoints(long seed) {
    // Given
    var random = new Random(seed);
    Retention retention = new Retention(1 + random.nextInt(4), random.nextInt(5));
    List<CheckpointHeader> checkpoints = checkpoints(random);

    // When
    Set<CheckpointName> deleted = new HashSet<>(retention.deletions(checkpoints));

    // Then
    List<CheckpointHeader> kept =
        checkpoints.stream().filter(header -> !deleted.contains(header.name())).toList();
    assertThat(names(kept)).containsAll(newest(checkpoints, retention.newest()));
    int newestWindow = checkpoints.stream().mapToInt(CheckpointHeader::window).max().orElse(-1);
    if (retention.windows() > 0 && newestWindow >= 0) {
      List<CheckpointHeader> inWindow =
          checkpoints.stream().filter(header -> header.window() == newestWindow).toList();
      assertThat(names(kept)).containsAll(newest(inWindow, 1));
    }
    assertThat(kept).hasSizeLessThanOrEqualTo(retention.newest() + retention.windows());
    assertThat(retention.deletions(kept)).isEmpty();
    Collections.shuffle(checkpoints, random);
    assertThat(retention.deletions(checkpoints)).isSorted().hasSameElementsAs(deleted);
  }

  private static List<CheckpointHeader> checkpoints(Random random) {
    var checkpoints = new ArrayList<CheckpointHeader>();
    int window = -1;
    long entries = 0;
    for (int i = random.nextInt(40); i > 0; i--) {
      window += random.nextInt(4) / 2;
      entries += 1 + random.nextInt(1000);
      checkpoints.add(header(entries, window));
    }
    return checkpoints;
  }

  private static List<CheckpointName> newest(List<CheckpointHeader> headers, int count) {
    List<CheckpointName> names = new ArrayList<>(names(headers));
    names.sort(Collections.reverseOrder());
    return names.subList(0, Math.min(count, names.size()));
  }

  private static List<CheckpointName> names(List<CheckpointHeader> headers) {
    return headers.stream().map(CheckpointHeader::name).toList();
  }

  private static CheckpointName name(long entries) {
    return new CheckpointName("r", entries);
  }

  private static CheckpointHeader header(long entries, int window) {
    return CheckpointSamples.header(name(entries), window, Optional.empty());
  }
}
