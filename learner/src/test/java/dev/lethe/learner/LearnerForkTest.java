package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerForkTest {
  private static final HoldoutRule HOLDOUT = new HoldoutRule(0.1, 20, 3);
  private static final String WINDOWS = "count(n=201)";

  private static List<Example> stream() {
    List<Example> stream = new ArrayList<>();
    for (int task = 0; task < 2; task++) {
      stream.addAll(Streams.task("t" + task, 2 * task, 100, Role.EVALUATE));
      stream.addAll(Streams.task("t" + task, 2 * task, 603, Role.LEARN));
    }
    Collections.shuffle(stream, new Random(5));
    return stream;
  }

  private static LearnerSpec spec(String method, String windows) {
    return Streams.spec(method, windows, HOLDOUT, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "naive",
        "er(memory=50)+adam",
        "derpp(memory=50)+cbrs",
        "ewc(lambda=1)+sgd(lr=0.1)",
        "er(memory=50)+cbp+mean-teacher(decay=0.9)",
        "gdumb(memory=50)"
      })
  void shouldEqualItsParentWithoutChanges(String method) {
    // Given
    List<Example> stream = stream();
    var parents = new Cards();
    var children = new Cards();
    try (var parent = new ScoredLearner(spec(method, WINDOWS), ReferenceNetworks.NONE, parents);
        var child = new ScoredLearner(spec(method, WINDOWS), ReferenceNetworks.NONE, children)) {
      stream.subList(0, 707).forEach(parent::accept);

      // When
      Adoption adoption = child.adopt(parent);
      stream.subList(707, stream.size()).forEach(parent::accept);
      stream.subList(707, stream.size()).forEach(child::accept);

      // Then
      assertThat(adoption.started()).isEmpty();
      assertThat(adoption.dropped()).isEmpty();
      assertThat(child.digest()).isEqualTo(parent.digest());
    }
    int first = parents.scorecards.size() - children.scorecards.size();
    assertThat(children.scorecards)
        .extracting(Scorecard::stability)
        .isEqualTo(
            parents.scorecards.subList(first, parents.scorecards.size()).stream()
                .map(Scorecard::stability)
                .toList())
        .isNotEmpty();
  }

  @Test
  void shouldKeepTheBufferAndDropTheRegulariser() {
    // Given
    List<Example> stream = stream();
    try (var parent =
            new Learner(spec("er(memory=50)+ewc(lambda=1)+sgd(lr=0.1)", WINDOWS), new Cards());
        var child = new Learner(spec("er(memory=50)+cbp+sgd(lr=0.01)", WINDOWS), new Cards())) {
      stream.subList(0, 707).forEach(parent::accept);
      parent.predictPending();

      // When
      Adoption adoption = child.adopt(parent);

      // Then
      assertThat(adoption.kept()).hasSize(3).anyMatch(part -> part.startsWith("er("));
      assertThat(adoption.started()).singleElement().asString().startsWith("cbp(");
      assertThat(adoption.dropped()).singleElement().asString().startsWith("ewc(");
      assertThat(child.step()).isEqualTo(parent.step());
      assertThat(child.evaluateNow()).isEqualTo(parent.evaluateNow()).isNotEmpty();
      stream.subList(707, stream.size()).forEach(child::accept);
      assertThat(child.step()).isGreaterThan(parent.step());
    }
  }

  @Test
  void shouldContinueTheWindowUnderAnotherRule() {
    // Given
    List<Example> stream = stream();
    try (var parent = new Learner(spec("naive", WINDOWS), new Cards());
        var child = new Learner(spec("naive", "count(n=50)"), new Cards())) {
      stream.subList(0, 707).forEach(parent::accept);
      parent.predictPending();

      // When
      child.adopt(parent);
      int window = child.window();
      stream.subList(707, 907).forEach(child::accept);

      // Then
      assertThat(window).isEqualTo(parent.window());
      assertThat(child.window()).isGreaterThan(window + 2);
    }
  }

  @Test
  void shouldRefuseAnotherModel() {
    try (var parent = new Learner(spec("naive", WINDOWS), new Cards());
        var head = new Learner(spec("naive+cosine", WINDOWS), new Cards());
        var model =
            new Learner(
                spec("naive", WINDOWS).toBuilder().model("mlp(hidden=3)").build(), new Cards())) {
      assertThatThrownBy(() -> head.adopt(parent))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("head: got");
      assertThatThrownBy(() -> model.adopt(parent)).hasMessageContaining("model: got");
    }
  }
}
