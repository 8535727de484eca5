package dev.lethe.trainer.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.schemas.OffsetRange;
import dev.lethe.trainer.forget.Forgettings.Exact;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForgettingsTest {
  @ParameterizedTest
  @CsvSource({"0,false", "5,false", "6,true", "20,true", "21,false"})
  void shouldSpoilStatesBetweenTheReplayAndTheForgetting(long entries, boolean spoiled) {
    // Given: the run was replayed from a state with 5 entries, and entry 20 forgot
    Forgettings forgettings = Forgettings.parse("5-20");
    // Then
    assertThat(forgettings.spoil(entries)).isEqualTo(spoiled);
  }

  @Test
  void shouldSpoilStatesOfEachForgetting() {
    // Given
    Forgettings both = Forgettings.parse("5-20").with(new Exact(25, 40));
    // Then
    assertThat(List.of(both.spoil(10), both.spoil(21), both.spoil(25), both.spoil(26)))
        .containsExactly(true, false, false, true);
    assertThat(both.follow(40)).isTrue();
    assertThat(both.follow(41)).isFalse();
    assertThat(both.masking(MaskedRecords.of(List.of(range(0, 3, 4)))).follow(41)).isTrue();
    assertThat(both.include(20)).isTrue();
    assertThat(both.include(21)).isFalse();
    assertThat(Forgettings.parse(both.toString())).isEqualTo(both);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "5", "5-", "-5-20", "5-20,", "99999999999999999999-1"})
  void shouldRefuseWhatIsNoPairOfEntries(String text) {
    assertThatThrownBy(() -> Forgettings.parse(text)).hasMessageContaining("forgotten: got");
  }

  @Test
  void shouldKeepTheRecordsOfAllRanges() {
    // Given
    MaskedRecords records =
        MaskedRecords.of(
            List.of(range(1, 7, 9), range(0, 3, 4), range(1, 9, 10), range(1, 20, 21)));
    // Then
    assertThat(records.ranges()).containsExactly(range(0, 3, 4), range(1, 7, 10), range(1, 20, 21));
    assertThat(records.size()).isEqualTo(5);
    assertThat(records.contains(1, 8)).isTrue();
    assertThat(records.contains(0, 8)).isFalse();
    assertThat(records.contains(2, 8)).isFalse();
    assertThat(records.firstIn(range(1, 0, 8))).hasValue(7);
    assertThat(records.firstIn(range(1, 10, 20))).isEmpty();
    assertThat(records.isBefore(Map.of(0, 4L))).isTrue();
    assertThat(records.isBefore(Map.of(0, 3L, 1, 7L))).isFalse();
  }

  private static OffsetRange range(int partition, long from, long until) {
    return new OffsetRange(partition, from, until);
  }
}
