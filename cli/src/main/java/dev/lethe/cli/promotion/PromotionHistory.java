package dev.lethe.cli.promotion;

import dev.lethe.cli.topic.TopicReader;
import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Switches of the served run and the newest evidence.
 *
 * @param switches all switches, in order
 * @param evidence newest evidence; empty before the first
 */
public record PromotionHistory(List<Promotion> switches, Optional<Promotion> evidence) {
  public PromotionHistory {
    switches = List.copyOf(switches);
  }

  /** Reads the history that a topic has now. */
  public static PromotionHistory read(
      Map<String, Object> consumer, AvroDeserializer<Promotion> deserializer, String topic) {
    Map<Integer, Promotion> switches = new TreeMap<>();
    List<Promotion> evidence = new ArrayList<>();
    try (var reader = new TopicReader(consumer, topic)) {
      reader.forEach(
          record -> {
            Promotion value = deserializer.deserialize(record.topic(), record.value());
            if (value != null && value.getReason() != null) {
              switches.put(value.getNumber(), value);
            } else if (value != null) {
              evidence.add(value);
            }
          });
    }
    return new PromotionHistory(
        new ArrayList<>(switches.values()),
        evidence.isEmpty() ? Optional.empty() : Optional.of(evidence.get(evidence.size() - 1)));
  }

  /** Returns the newest switch; empty if no run is served. */
  public Optional<Promotion> newest() {
    return switches.isEmpty() ? Optional.empty() : Optional.of(switches.get(switches.size() - 1));
  }

  /** Returns the runs that may be served: the champion and its challengers. */
  public List<String> members() {
    List<String> members = new ArrayList<>();
    evidence.ifPresentOrElse(
        now -> {
          members.add(now.getTo());
          now.getChallengers().forEach(each -> members.add(each.getRun()));
        },
        () ->
            newest()
                .ifPresent(
                    made -> {
                      made.getChallengers().forEach(each -> members.add(each.getRun()));
                      if (made.getFrom() != null) {
                        members.add(made.getFrom());
                      }
                    }));
    return members.stream().distinct().toList();
  }
}
