package dev.lethe.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.learner.method.MethodExpression;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GridTest {
  private static final Grid GRID = Grid.parse("lr=1e-4, 1e-5,3e-5");

  @Test
  void shouldSortValues() {
    assertThat(GRID.name()).isEqualTo("lr");
    assertThat(texts(GRID.values())).containsExactly("1e-5", "3e-5", "1e-4");
  }

  @Test
  void shouldReplaceThePlaceholderOfAMethod() {
    String method = GRID.method("naive+sgd(lr=$lr)", new BigDecimal("3E-7"));
    assertThat(method).isEqualTo("naive+sgd(lr=3e-7)");
    assertThat(MethodExpression.parse(method).parts().get(1).real("lr")).isEqualTo(3e-7);
    assertThatThrownBy(() -> GRID.method("naive", BigDecimal.ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("method: got 'naive', expected '$lr' in it");
  }

  @Test
  void shouldWriteValuesInShortForm() {
    assertThat(texts(numbers("1", "0.1", "0.003", "100", "0.00025")))
        .containsExactly("1", "0.1", "0.003", "100", "2.5e-4");
  }

  @Test
  void shouldStopWhenTheBestIsInside() {
    SortedMap<BigDecimal, Double> scores = tried(GRID, v -> -Math.abs(v - 3e-5));
    assertThat(texts(scores.keySet())).containsExactly("1e-5", "3e-5", "1e-4");
    assertThat(Grid.best(scores).map(Grid::text)).contains("3e-5");
    assertThat(Grid.isAtEdge(scores)).isFalse();
  }

  @Test
  void shouldExtendAnEdgeWithTheRatioOfTheGrid() {
    // 3e-5 · 1e-5 / 1e-4 = 3e-6, then 1e-6, then 3e-7, which is worse
    assertThat(texts(tried(GRID, v -> -Math.abs(v - 1e-6)).keySet()))
        .containsExactly("3e-7", "1e-6", "3e-6", "1e-5", "3e-5", "1e-4");
    assertThat(texts(tried(GRID, v -> -Math.abs(v - 3e-4)).keySet()))
        .containsExactly("1e-5", "3e-5", "1e-4", "3e-4", "0.001");
    assertThat(texts(tried(Grid.parse("lr=0.1,0.2"), v -> -Math.abs(v - 0.4)).keySet()))
        .containsExactly("0.1", "0.2", "0.4", "0.8");
  }

  @Test
  void shouldExtendByAtMostFourValues() {
    SortedMap<BigDecimal, Double> scores = tried(GRID, v -> v);
    assertThat(scores).hasSize(3 + Grid.MAX_EXTENSION);
    assertThat(Grid.isAtEdge(scores)).isTrue();
  }

  @Test
  void shouldPreferTheSmallestOnATieAndIgnoreNan() {
    assertThat(Grid.best(tried(GRID, v -> v > 2e-5 ? 1 : 0)).map(Grid::text)).contains("3e-5");
    assertThat(Grid.best(tried(GRID, v -> v > 2e-5 ? Double.NaN : v)).map(Grid::text))
        .contains("1e-5");
    assertThat(Grid.best(tried(GRID, v -> Double.NaN))).isEmpty();
  }

  @Test
  void shouldRejectAnInvalidGrid() {
    for (String text : List.of("lr", "lr=1", "lr=1,x", "lr=0,1", "=1,2", "lr=1,1.0")) {
      assertThatThrownBy(() -> Grid.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("grid: got '" + text + "'");
    }
  }

  private static SortedMap<BigDecimal, Double> tried(Grid grid, ToDoubleFunction<Double> score) {
    SortedMap<BigDecimal, Double> scores = new TreeMap<>();
    for (var next = grid.next(scores); !next.isEmpty(); next = grid.next(scores)) {
      next.forEach(value -> scores.put(value, score.applyAsDouble(value.doubleValue())));
    }
    return scores;
  }

  private static List<BigDecimal> numbers(String... texts) {
    return Stream.of(texts).map(BigDecimal::new).toList();
  }

  private static List<String> texts(Collection<BigDecimal> values) {
    return values.stream().map(Grid::text).toList();
  }
}
