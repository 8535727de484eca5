package dev.lethe.scenarios.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlyphFormTest {
  @Test
  void shouldReadStrokesPointsAndCorners() {
    // Given
    String table = "7: 5,4 62,3! 25,100 / 18,50 55,48\n1: 35,0 35,100\n";
    // When
    List<List<GlyphForm>> forms = GlyphForm.parse(table);
    // Then
    GlyphForm seven = forms.get(7).get(0);
    assertThat(seven.strokes()).hasSize(2);
    assertThat(seven.strokes().get(0).x()).containsExactly(5, 62, 25);
    assertThat(seven.strokes().get(0).y()).containsExactly(4, 3, 100);
    assertThat(seven.strokes().get(0).corner()).containsExactly(false, true, false);
    assertThat(seven.strokes().get(1).x()).containsExactly(18, 55);
    assertThat(forms.get(1)).hasSize(1);
    assertThat(forms.get(0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void shouldHaveSeveralFormsOfEachDigit(int digit) {
    // Given
    List<GlyphForm> forms = GlyphForms.of(digit);
    // Then
    assertThat(forms).hasSizeGreaterThanOrEqualTo(3);
    for (GlyphForm form : forms) {
      for (GlyphForm.Stroke stroke : form.strokes()) {
        assertThat(stroke.size()).isGreaterThanOrEqualTo(2);
        assertThat(Arrays.stream(stroke.x())).allMatch(x -> x >= 0 && x <= 70);
        assertThat(Arrays.stream(stroke.y())).allMatch(y -> y >= 0 && y <= 100);
      }
    }
  }
}
