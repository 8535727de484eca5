package dev.lethe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.bench.ResultStore.Key;
import dev.lethe.bench.Targets.Group;
import dev.lethe.bench.Targets.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsBenchTest {
  private static final Protocol PROTOCOL =
      new Protocol(Map.of("dataset", "glyphs", "per-task", "40", "evaluate-per-task", "20"));
  private static final String METHOD = "naive+sgd(lr=0.1)";

  @TempDir private Path home;

  @Test
  void shouldMakeARunAgainThatLacksAFigureAndKeepOneThatCameToNothing() throws Exception {
    // Given: of seed 1 there is an old line, seed 2 overflowed
    Path kept = home.resolve("bench/results-data");
    Path page = Files.createDirectories(home.resolve("docs")).resolve("results.md");
    Files.writeString(page, "<!-- bench/results begins -->\n<!-- bench/results ends -->\n");
    Key first = new Key(PROTOCOL, METHOD, 1);
    Key second = new Key(PROTOCOL, METHOD, 2);
    var before = new ResultStore(kept, "old");
    before.put("g", first, new Result(Map.of(Metric.CLASS, .25), List.of(), 1));
    before.put("g", second, new Result(Map.of(Metric.ONLINE_LAST, Double.NaN), List.of(), 1));
    var published = Map.of(Metric.ONLINE_LAST, Published.parse("none"));
    var row = new Row("g/naive", PROTOCOL, METHOD, "1-2", published, "", Optional.empty());
    var targets = new Targets(List.of(new Group("g", "G", "", List.of(row), Optional.empty())));
    // When
    int exit =
        Launch.commandLine(new ResultsBench(targets)).execute("--home=" + home, "--revision=new");
    // Then
    assertThat(exit).isZero();
    var after = new ResultStore(kept, "later");
    assertThat(after.revision(first)).isEqualTo("new");
    assertThat(after.find(first).orElseThrow().figure(Metric.ONLINE_LAST)).isPresent();
    assertThat(after.revision(second)).isEqualTo("old");
    assertThat(page)
        .content()
        .contains("**1 of 2 runs came to nothing**", "Runs: 1 at new, 1 at old.");
  }
}
