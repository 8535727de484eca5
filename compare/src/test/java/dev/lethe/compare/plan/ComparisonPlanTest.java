package dev.lethe.compare.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.analysis.Hypothesis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonPlanTest {
  private static final List<ComparedMethod> METHODS =
      List.of(
          new ComparedMethod("er", "er+sgd(lr=0.1)", false),
          new ComparedMethod("naive", "naive+sgd(lr=0.1)", true));

  @TempDir private Path directory;

  private static ComparisonPlan plan(List<Long> seeds, String... hypotheses) {
    return new ComparisonPlan(
        ComparisonPlan.SCHEMA,
        "glyphs",
        true,
        METHODS,
        seeds,
        null,
        List.of(hypotheses).stream().map(text -> Hypothesis.parse(text, METHODS)).toList(),
        Map.of(),
        null);
  }

  @Test
  void shouldHaveTheHashOfItsFile() throws Exception {
    // Given
    ComparisonPlan plan = plan(List.of(1L), "er > naive");

    // When
    Path file = ComparisonDirectory.fix(directory, plan);

    // Then
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    assertThat(plan.sha256()).isEqualTo(HexFormat.of().formatHex(hash));
  }

  @Test
  void shouldAcceptAPlanThatWasFixedBefore() {
    ComparisonPlan plan = plan(List.of(1L, 2L), "er > naive by averageForgetting");
    plan.requireEqual(ComparisonDirectory.fix(directory, plan));
  }

  @Test
  void shouldRefuseHypothesesThatWereNotFixedBefore() {
    // Given
    Path file = ComparisonDirectory.fix(directory, plan(List.of(1L), "er > naive"));

    // When, Then
    assertThatThrownBy(() -> plan(List.of(1L), "naive > er").requireEqual(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("plan: got " + file)
        .hasMessageContaining("hypotheses");
    assertThatThrownBy(() -> plan(List.of(2L), "er > naive").requireEqual(file))
        .hasMessageContaining("seeds [1], expected that of these options");
    assertThatThrownBy(
            () ->
                ComparisonDirectory.fix(
                    directory, plan(List.of(1L), "er > naive", "er > naive by stabilityGap")))
        .hasMessageContaining("holds another comparison (hypotheses ");
  }

  @Test
  void shouldRefuseAFileThatIsNoPlan() throws Exception {
    // Given
    Path file = Files.writeString(directory.resolve("other.json"), "{}");

    // When, Then
    assertThatThrownBy(() -> plan(List.of(1L)).requireEqual(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected the plan.json of a comparison");
    assertThatThrownBy(() -> plan(List.of(1L)).requireEqual(directory.resolve("missing")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected the plan.json of a comparison");
  }

  @Test
  void shouldRefuseTwoHypothesesAboutOneDifference() {
    assertThatThrownBy(() -> plan(List.of(1L), "er > naive", " er  >  naive "))
        .hasMessageContaining("expected one for two methods and a metric");
    assertThatThrownBy(() -> plan(List.of(1L), "er > naive", "naive > er"))
        .hasMessageContaining("expected one for two methods and a metric");
  }
}
