package dev.lethe.compare.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HypothesisTest {
  private static final List<ComparedMethod> METHODS =
      List.of(
          new ComparedMethod("er(memory=500)", "er(memory=500)+sgd(lr=0.1)", false),
          new ComparedMethod("no-change", null, true));

  private static Hypothesis parse(String text) {
    return Hypothesis.parse(text, METHODS);
  }

  @Test
  void shouldParseMethodsAndMetric() {
    assertThat(parse("er(memory=500) > no-change"))
        .isEqualTo(new Hypothesis("er(memory=500)", "no-change", null));
    assertThat(parse(" no-change  >  er(memory=500)  by  prequentialAccuracy "))
        .isEqualTo(new Hypothesis("no-change", "er(memory=500)", "prequentialAccuracy"));
  }

  @Test
  void shouldRefuseAnotherForm() {
    for (String text : List.of("", "er(memory=500)", "er(memory=500) < no-change", "> no-change")) {
      assertThatThrownBy(() -> parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("hypothesis: got '%s', expected 'METHOD > METHOD'".formatted(text));
    }
  }

  @Test
  void shouldNameTheMethodsForAnUnknownOne() {
    assertThatThrownBy(() -> parse("er(memory=50) > no-change"))
        .hasMessage(
            "hypothesis: got method 'er(memory=50)', expected one of this comparison: er(memory=500), no-change; did you mean 'er(memory=500)'?");
  }

  @Test
  void shouldRefuseOneMethodTwiceAndAnUnknownMetric() {
    assertThatThrownBy(() -> parse("no-change > no-change")).hasMessageContaining("two methods");
    assertThatThrownBy(() -> parse("er(memory=500) > no-change by accuracy"))
        .hasMessageContaining("accuracy");
  }
}
