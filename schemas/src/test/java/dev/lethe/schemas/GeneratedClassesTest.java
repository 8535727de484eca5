package dev.lethe.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;

class GeneratedClassesTest {
  @Test
  void shouldTrustGeneratedClassesAndNoOthers() {
    // Given
    Schema foreign = SchemaBuilder.record("java.lang.ProcessBuilder").fields().endRecord();

    // When
    GeneratedClasses.trust();

    // Then
    assertThatCode(() -> SpecificData.get().getClass(Example.getClassSchema()))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> SpecificData.get().getClass(foreign))
        .isInstanceOf(SecurityException.class);
  }

  @Test
  void shouldChangeNothingWhenAlreadyTrusted() {
    // Given
    GeneratedClasses.trust();
    var trusted = ClassSecurityValidator.getGlobal();

    // When
    GeneratedClasses.trust();

    // Then
    assertThat(ClassSecurityValidator.getGlobal()).isSameAs(trusted);
  }
}
