package dev.lethe.learner.plasticity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.part.ConvolutionalModel;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TriggerTest {
  private final List<Kit> kits = new ArrayList<>();

  @AfterEach
  void close() {
    kits.forEach(Kit::close);
  }

  private Kit kit(Kit kit) {
    kits.add(kit);
    return kit;
  }

  private Kit kit(String model, String method) {
    return kit(new Kit(model, method, 2, 2));
  }

  /** Returns a kit with four units of two inputs, each active for rows of its own sign. */
  private Kit fourUnits(String method) {
    Kit kit = kit("mlp(hidden=4)", method);
    kit.set(0, 1, 0, 1, 0, -1, 0, -1, 0);
    return kit;
  }

  private static Trigger trigger(String text, Kit kit) {
    return Trigger.of(text, "test", kit.context());
  }

  /** Returns a trigger that measures units on a given number of rows. */
  private static Trigger trigger(String text, int rows, Kit kit) {
    return Trigger.of(text, "test", rows, kit.context());
  }

  private static Trigger restored(Trigger trigger, String text, Kit kit) {
    return restored(trigger, trigger(text, kit));
  }

  private static Trigger restored(Trigger trigger, Trigger fresh) {
    var state = new ByteArrayOutputStream();
    trigger.save(new StateWriter(state));
    fresh.restore(new StateReader(new ByteArrayInputStream(state.toByteArray())));
    return fresh;
  }

  @Test
  void shouldFireEveryGivenNumberOfSteps() {
    // Given: offline steps, which all have the number of the last stream step
    Kit kit = kit("mlp(hidden=3)", "naive");
    Step step = kit.step(new float[][] {{1, 2}}, 0);
    Trigger trigger = trigger("steps:3", kit);

    // When, Then
    List<Boolean> fired = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      fired.add(trigger.firesAfter(step));
    }
    assertThat(fired).containsExactly(false, false, true, false, false, true, false);
    assertThat(trigger.firesAtWindowEnd()).isFalse();
  }

  @Test
  void shouldContinueCountingWhenRestored() {
    // Given
    Kit kit = kit("mlp(hidden=3)", "naive");
    Trigger trigger = trigger("steps:3", kit);
    trigger.firesAfter(kit.step(new float[][] {{1, 2}}, 0));
    trigger.firesAfter(kit.step(new float[][] {{1, 2}}, 0));

    // When
    Trigger restored = restored(trigger, "steps:3", kit);

    // Then
    assertThat(restored.firesAfter(kit.step(new float[][] {{1, 2}}, 0))).isTrue();
  }

  @Test
  void shouldFireOnlyAtWindowEndsWhenWindow() {
    // Given
    Kit kit = kit("mlp(hidden=3)", "naive");
    Trigger trigger = trigger("window", kit);

    // When, Then
    assertThat(trigger.firesAfter(kit.step(new float[][] {{1, 2}}, 0))).isFalse();
    assertThat(trigger.firesAtWindowEnd()).isTrue();
  }

  @Test
  void shouldFireWhenTheErrorRateOfFreshExamplesRises() {
    // Given: a model that always predicts 0
    Kit kit = kit("mlp(hidden=3)", "naive");
    kit.fill(2, 0);
    kit.set(3, 1, 0);
    Step right = kit.step(new float[][] {{1, 2}, {2, 1}}, 0, 0);
    Step wrong = kit.step(new float[][] {{1, 2}, {2, 1}}, 1, 1);
    Trigger trigger = trigger("drift:hddm-a", kit);

    // When
    int early = 0;
    for (int i = 0; i < 100; i++) {
      early += trigger.firesAfter(right) ? 1 : 0;
    }
    Trigger restored = restored(trigger, "drift:hddm-a", kit);
    int late = 0;
    int again = 0;
    for (int i = 0; i < 50; i++) {
      late += trigger.firesAfter(wrong) ? 1 : 0;
      again += restored.firesAfter(wrong) ? 1 : 0;
    }

    // Then
    assertThat(early).isZero();
    assertThat(late).isPositive();
    assertThat(again).isEqualTo(late);
  }

  @Test
  void shouldFireOnceEachTimeTooManyUnitsAreDormant() {
    // Given
    Kit kit = fourUnits("naive");
    Step all = kit.step(new float[][] {{1, 0}, {-1, 0}}, 0, 1);
    Step half = kit.step(new float[][] {{1, 0}, {2, 0}}, 0, 0);
    Trigger trigger = trigger("dormant:0.4", 2, kit);

    // When, Then: half of the units are dormant on rows of one sign
    assertThat(trigger.firesAfter(all)).isFalse();
    assertThat(trigger.firesAfter(half)).isTrue();
    assertThat(trigger.firesAfter(half)).as("still").isFalse();
    Trigger restored = restored(trigger, trigger("dormant:0.4", 2, kit));
    assertThat(restored.firesAfter(half)).as("still, after being restored").isFalse();
    assertThat(restored.firesAfter(all)).isFalse();
    assertThat(restored.firesAfter(half)).as("effect of the reset").isFalse();
    for (int i = 0; i < 3; i++) {
      assertThat(restored.firesAfter(all)).isFalse();
    }
    assertThat(restored.firesAfter(half)).as("again").isTrue();
  }

  @Test
  void shouldCountAUnitOfConcatenatedReluOnce() {
    // Given: one copy of each unit is active, so half of the outputs are 0 and no unit is dormant
    Kit kit = fourUnits("naive+crelu");
    Trigger trigger = trigger("dormant:0.4", 1, kit);

    // When, Then
    assertThat(trigger.firesAfter(kit.step(new float[][] {{1, 0}}, 0))).isFalse();

    // When: three units have weights of 0
    kit.set(0, 1, 0, 0, 0, 0, 0, 0, 0);

    // Then
    assertThat(trigger.firesAfter(kit.step(new float[][] {{1, 0}}, 0))).isTrue();
  }

  @Test
  void shouldCountChannelsWhenLayersAreConvolutional() {
    // Given: one of 5 channels is dormant, although it is active at every position
    Kit kit = kit(new Kit(ConvolutionalModel::new, "naive", ConvolutionalModel.FEATURES, 2));
    kit.fill(0, 1);
    kit.fill(1, 0);
    kit.fill(2, 1);
    kit.set(3, 0, -143);
    float[] image = new float[ConvolutionalModel.FEATURES];
    Arrays.fill(image, 3);
    image[0] = 4;
    Step step = kit.step(new float[][] {image}, 0);
    assertThat(step.forward().hidden().get(1).toFloatArray())
        .containsExactly(147, 144, 144, 144, 4, 1, 1, 1);

    // When, Then: 20 % of the channels
    assertThat(trigger("dormant:0.19", 1, kit).firesAfter(step)).isTrue();
    assertThat(trigger("dormant:0.2", 1, kit).firesAfter(step)).isFalse();
  }

  @Test
  void shouldFireWhenTheRankOfTheHiddenUnitsFalls() {
    // Given: 2 rows and 4 units, so the rank is at most 2
    Kit kit = fourUnits("naive");
    Step two = kit.step(new float[][] {{1, 0}, {-1, 0}}, 0, 1);
    Step one = kit.step(new float[][] {{1, 0}, {2, 0}}, 0, 1);
    Trigger trigger = trigger("rank:0.8", 2, kit);

    // When, Then: 2 of 2, then 1 of 2
    assertThat(trigger.firesAfter(two)).isFalse();
    assertThat(trigger.firesAfter(one)).isTrue();
    assertThat(trigger.firesAfter(one)).isFalse();
  }

  @Test
  void shouldNeverFireWithoutHiddenUnits() {
    // Given: softmax regression, on rows of rank 1
    Kit kit = kit("mlp(hidden=0)", "naive");
    Step step = kit.step(new float[][] {{1, 0}, {2, 0}}, 0, 1);

    // When, Then
    assertThat(trigger("dormant:0.1", 2, kit).firesAfter(step)).isFalse();
    assertThat(trigger("rank:1", 2, kit).firesAfter(step)).isFalse();
  }

  @Test
  void shouldMeasureUnitsOnAllRowsSinceTheLastMeasurement() {
    // Given: half of the units are inactive on rows of one sign
    Kit kit = fourUnits("naive");
    Step positive = kit.step(new float[][] {{1, 0}, {2, 0}}, 0, 0);
    Step negative = kit.step(new float[][] {{-1, 0}}, 0);
    Trigger trigger = trigger("dormant:0.4", 3, kit);

    // When, Then: two, then three of both signs
    assertThat(trigger.firesAfter(positive)).isFalse();
    assertThat(trigger.firesAfter(negative)).isFalse();

    // When, Then: two new rows and one already measured, then four of one sign
    Trigger restored = restored(trigger, trigger("dormant:0.4", 3, kit));
    for (Trigger each : List.of(trigger, restored)) {
      assertThat(each.firesAfter(positive)).isFalse();
      assertThat(each.firesAfter(positive)).isTrue();
    }
  }

  @Test
  void shouldNotMeasureUnitsTwiceOnTheSameRows() {
    // Given: rows of both signs, measured once
    Kit kit = fourUnits("naive");
    Step one = kit.step(new float[][] {{1, 0}}, 0);
    Step two = kit.step(new float[][] {{1, 0}, {2, 0}}, 0, 0);
    Trigger trigger = trigger("dormant:0.4", 3, kit);
    assertThat(trigger.firesAfter(kit.step(new float[][] {{-1, 0}}, 0))).isFalse();
    assertThat(trigger.firesAfter(two)).isFalse();

    // When, Then: the newest three are of one sign, but two of them are not new
    assertThat(trigger.firesAfter(one)).isFalse();
    assertThat(trigger.firesAfter(two)).isTrue();
  }
}
