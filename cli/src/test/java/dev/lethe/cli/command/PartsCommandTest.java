package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartsCommandTest {
  private final Invocation lethe = new Invocation();

  @Test
  void shouldListAllPartsWithTheirDefaults() {
    assertThat(lethe.run("parts")).isZero();
    assertThat(lethe.out())
        .contains("  'er(batch=10,memory=500,mix=concat)'", "  'mlp(bias=true", "  'count(n=1000)'")
        .contains("distillation (can be combined)", "  'adwin(");
  }

  @Test
  void shouldShowValidValuesOfOnePart() {
    assertThat(lethe.run("parts", "er")).isZero();
    assertThat(lethe.out())
        .startsWith("rehearsal: 'er(batch=10,memory=500,mix=concat)'")
        .contains("  Replays stored examples", "  (Chaudhry et al., On tiny episodic memories")
        .contains("  memory: a whole number in [1, 2147483647]; default 500")
        .doesNotContain("er-ace");
  }

  @Test
  void shouldSuggestANearPartBeforeTheListOfAll() {
    assertThat(lethe.run("parts", "ewcc")).isEqualTo(2);
    assertThat(lethe.err())
        .startsWith("lethe: part: got 'ewcc'; did you mean 'ewc'? Expected one of naive,");
  }

  @Test
  void shouldShowAllPartsOfAKind() {
    assertThat(lethe.run("parts", "optimizer")).isZero();
    assertThat(lethe.out()).contains("optimizer: 'sgd(lr=0.1)'", "optimizer: 'upgd(");
  }
}
